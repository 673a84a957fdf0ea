using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Falco.Drivers.Native.Captures;
using Falco.Replay.Captures;
using Falco.Replay.Rules;
using Falco.Replay.Streams;
using Falco.Replay.Synthetic;
using Falco.Replay.Timing;
using Falco.Replay.Verification;
using Falco.Rules.Engine;

namespace Falco.Replay.Stages;

/// <summary><c>replay CAPTURE</c>: what a whole capture costs, compared with a yardstick that is taken in the same run.</summary>
internal static class ReplayCommand
{
    public static int Run(string[] args)
    {
        if (!ReplayArguments.TryParse(args, out ReplayArguments? arguments, out string error))
            return Fail($"{error}\n{ReplayArguments.Usage}");

        // Before it is verified, which takes longer: a wrong name is told at once.
        if (!TryOpen(arguments, out PlainCapture? opened, out error))
            return Fail(error);
        using PlainCapture capture = opened;
        if (!TryReadRules(arguments, out List<NamedRules> sets, out error))
            return Fail(error);
        RuleEngineOptions options = new() { Optimizations = arguments.Optimizations };
        CaptureReaderOptions reading = new() { ReadAhead = arguments.ReadAhead };

        // A figure counts only with the build and the options that give the recorded alerts.
        (bool isExact, string verdict) = RecordedBehaviour.Verify(options, reading);
        Console.WriteLine(verdict);
        if (!isExact)
            return ExitCode.Missed;

        string form = arguments.IsCompressed ? $", read compressed{(arguments.ReadAhead ? "" : " and not ahead")}" : "";
        Console.WriteLine($"{arguments.Capture ?? "generated stream"}: {capture.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes plain{form}; {ReplayReport.Runtime}; median of {arguments.Rounds} rounds; off: {RuleOptimizations.All & ~options.Optimizations}");
        MeasureLoading(sets, options, arguments.Rounds);
        return MeasureStages(arguments, sets, options, capture.Path, reading) ? ExitCode.Held : ExitCode.Missed;
    }

    private static int Fail(string error)
    {
        Console.Error.WriteLine(error);
        return ExitCode.Unusable;
    }

    private static bool TryOpen(ReplayArguments arguments, [NotNullWhen(true)] out PlainCapture? capture, out string error)
    {
        error = "";
        if (arguments.Capture is not { } path)
        {
            capture = GeneratedStream.Create(arguments.StreamEvents);
            return true;
        }

        if (!PlainCapture.TryOpen(path, out capture, out error))
            return false;
        if (!arguments.IsCompressed || capture.Path != path)
            return true;
        error = $"{path}: not compressed";
        return false;
    }

    private static bool TryReadRules(ReplayArguments arguments, out List<NamedRules> sets, out string error)
    {
        sets = [];
        error = "";
        IReadOnlyList<IReadOnlyList<string>> named = arguments.RuleSets.Count == 0 && arguments.Synthetic.Count == 0 ? [[]] : arguments.RuleSets;
        foreach (IReadOnlyList<string> files in named)
        {
            if (!NamedRules.TryRead(files, out NamedRules? rules, out error))
                return false;
            sets.Add(rules);
        }

        sets.AddRange(arguments.Synthetic.Select(count => NamedRules.FromText($"{count} synthetic", SyntheticRules.Write(count))));
        return true;
    }

    private static void MeasureLoading(List<NamedRules> sets, RuleEngineOptions options, int rounds)
    {
        Console.WriteLine();
        Console.WriteLine("| rule set | rules | loading, ms of CPU |");
        Console.WriteLine("|---|--:|--:|");
        foreach (NamedRules rules in sets)
        {
            double median = Median.Of([.. Enumerable.Range(0, rounds).Select(_ => rules.MeasureLoading(options).TotalMilliseconds)]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rules.Name} | {rules.Count} | {median:F1} |"));
        }

        double first = sets[0].FirstLoading.TotalMilliseconds;
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loading {sets[0].Name} as the first work of the process: {first:F1} ms of CPU"));
    }

    private static bool MeasureStages(ReplayArguments arguments, List<NamedRules> sets, RuleEngineOptions options, string plain, CaptureReaderOptions reading)
    {
        string path = arguments.IsCompressed ? arguments.Capture! : plain;
        ReplayStage[] stages = [ReplayStage.Decode(), ReplayStage.State(), .. sets.Select(rules => ReplayStage.Judging(rules, options))];
        ReplayMeasurement[][] rounds = [.. stages.Select(_ => new ReplayMeasurement[arguments.Rounds])];
        var last = new StageObserver[stages.Length];
        double[] yardsticks = new double[arguments.Rounds];

        // Once for the compiler and the page cache; then stages and yardstick in turn, so that a slow moment hits both.
        foreach (ReplayStage stage in stages)
            ReplayStage.Run(stage.CreateObserver(), path, reading);
        for (int round = 0; round < arguments.Rounds; round++)
        {
            yardsticks[round] = Yardstick.Measure(plain);
            for (int i = 0; i < stages.Length; i++)
            {
                last[i] = stages[i].CreateObserver();
                rounds[i][round] = ReplayStage.Run(last[i], path, reading);
            }
        }

        StageResult[] results = [.. stages.Select((stage, i) => new StageResult(stage.Name, rounds[i], ReplayStage.Run(last[i], path, reading)))];
        ReplayReport.WriteStages(results, yardsticks);
        int firstSynthetic = results.Length - arguments.Synthetic.Count;
        return ReplayReport.WriteGrowth([.. arguments.Synthetic.Select((count, i) => (count, results[firstSynthetic + i])).OrderBy(one => one.count)]);
    }
}
