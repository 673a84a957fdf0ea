using System.Globalization;
using System.Text.Json;
using Falco.Replay.Captures;
using Falco.Replay.Rules;
using Falco.Replay.Stages;
using Falco.Replay.Synthetic;
using Falco.Replay.Verification;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Replay.Budgets;

/// <summary>
/// <c>budgets</c>: measures what <c>benchmarks/allocation-budgets.json</c> names, and fails if anything but that is allocated: more is a
/// fault, and with less the budget no longer says anything.
/// </summary>
internal static class BudgetCommand
{
    public static int Run()
    {
        string file = Path.Combine(Repository.Root, "benchmarks", "allocation-budgets.json");
        AllocationBudgets budgets = JsonSerializer.Deserialize(File.ReadAllText(file), AllocationBudgetsJson.Default.AllocationBudgets)
            ?? throw new InvalidDataException($"{file} is empty");
        using PlainCapture capture = PlainCapture.Open(Path.Combine(Repository.Root, budgets.Capture));
        Dictionary<string, AllocationBudget> open = budgets.Budgets.ToDictionary(budget => budget.Name);
        int failures = 0;
        foreach ((string name, ReplayAllocation allocation) in MeasureReplays(capture))
            failures += IsWithin(open, name, allocation.Bytes, allocation) ? 0 : 1;
        foreach ((string name, long bytes) in PartAllocation.Measure())
            failures += IsWithin(open, name, bytes) ? 0 : 1;

        // The official rules are not part of the repository; all else must have been measured.
        foreach (string name in open.Keys)
        {
            bool needsData = !ReferenceData.IsPresent && name.StartsWith("official", StringComparison.Ordinal);
            failures += needsData ? 0 : 1;
            Console.WriteLine(needsData ? $"skip   {name,-32} {ReferenceData.AbsentReason}" : $"FAILED {name,-32} is not measured by anything");
        }

        return failures == 0 ? ExitCode.Held : ExitCode.Missed;
    }

    private static bool IsWithin(Dictionary<string, AllocationBudget> open, string name, long bytes, ReplayAllocation? replays = null)
    {
        bool isWithin = open.Remove(name, out AllocationBudget? budget) && budget.Bytes == bytes && replays is not { IsGrowing: true };
        string growth = replays is { } measured ? string.Create(CultureInfo.InvariantCulture, $"; kept from replay to replay: {measured.Growth:N0} B more") : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(isWithin ? "ok    " : "FAILED")} {name,-32} {bytes,9:N0} B measured, {(budget is null ? "no budget" : $"{budget.Bytes:N0} allowed")}{growth}"));
        if (budget?.Why is { } why)
            Console.WriteLine($"       {why}");
        return isWithin;
    }

    private static IEnumerable<(string Name, ReplayAllocation Allocation)> MeasureReplays(PlainCapture capture)
    {
        RuleEngineOptions options = new();
        List<(string Name, ReplayStage Stage)> stages =
        [
            ("decode", ReplayStage.Decode()),
            ("state", ReplayStage.State()),
            ("built-in rules", ReplayStage.Judging(NamedRules.BuiltIn(), options)),
            ("100 synthetic rules", ReplayStage.Judging(NamedRules.FromText("100 synthetic", SyntheticRules.Write(100)), options)),
            ("1,000 synthetic rules", ReplayStage.Judging(NamedRules.FromText("1000 synthetic", SyntheticRules.Write(1000)), options)),
        ];
        if (ReferenceData.IsPresent)
        {
            stages.Add(("official stable rules", ReplayStage.Judging(Read(RecordedAlerts.OfficialRules[..1]), options)));
            stages.Add(("official rules, all three files", ReplayStage.Judging(Read(RecordedAlerts.OfficialRules), options)));
        }

        return stages.Select(one => (one.Name, ReplayAllocation.Measure(one.Stage.CreateObserver, capture)));
    }

    private static NamedRules Read(string[] files) =>
        NamedRules.TryRead(files, out NamedRules? rules, out string error) ? rules : throw new InvalidDataException(error);
}
