using System.Text.Json;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Replay.Verification;

/// <summary>
/// Whether the engine, with the options that are about to be measured, does what the reference did: its alerts on <c>busy.scap</c>, and the
/// events on which every condition of <c>attack.scap</c> held.
/// </summary>
internal static class RecordedBehaviour
{
    private static readonly string[] Stable = ["falco_rules.yaml"];
    private static readonly string[] All = [.. Stable, "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"];

    /// <summary>Replays and compares, where the recordings are.</summary>
    public static (bool IsExact, string Verdict) Verify(RuleEngineOptions options, CaptureReaderOptions reading)
    {
        if (!ReferenceData.IsPresent)
            return (true, "not verified: no reference data (set FALCO_REFERENCE_DATA)");
        int alerts = 0;
        foreach ((string name, string[] files) in new[] { ("stable", Stable), ("all", All) })
        {
            List<Alert> raised = Replay("busy.scap", Load(files, new RuleLoaderOptions()), options, reading);
            string[] expected = [.. File.ReadLines(Recorded("captures", $"busy.{name}.alerts.jsonl")).Select(RuleAndTime)];
            if (!expected.SequenceEqual(raised.Select(alert => $"{alert.Rule} {RecordedConditions.Time(alert.Timestamp)}")))
                return (false, $"alerts on busy.scap, {name} rules, differ from those recorded: {raised.Count} of {expected.Length}");
            alerts += expected.Length;
        }

        Dictionary<string, string> conditions = RecordedConditions.Read(Recorded("captures", "attack.conditions.tsv"));
        string[] differences = RecordedConditions.Differences(conditions, JudgeConditions(options, reading));
        return differences.Length == 0
            ? (true, $"verified: {alerts} alerts on busy.scap and {conditions.Count} conditions on attack.scap are those recorded")
            : (false, $"conditions on attack.scap differ from those recorded:\n{string.Join('\n', differences)}");
    }

    private static Dictionary<string, string> JudgeConditions(RuleEngineOptions options, CaptureReaderOptions reading)
    {
        RuleSet rules = Load([.. All, "macro-probes.yaml"], new RuleLoaderOptions { AppendOutput = [] });
        HashSet<string> official = [.. Load(All, new RuleLoaderOptions()).Rules.Select(rule => rule.Name)];
        List<Alert> raised = Replay("attack.scap", rules, options with { MatchAll = true }, reading);
        return RecordedConditions.Of(raised.Select(alert => (alert.Rule, alert.Timestamp, alert.EventNumber)), official);
    }

    private static RuleSet Load(string[] files, RuleLoaderOptions options)
    {
        RuleLoader loader = new(options);
        foreach (string file in files)
        {
            RuleLoadResult result = loader.Load(file, File.ReadAllText(Recorded("falco-rules", file)));
            if (!result.IsSuccessful)
                throw new InvalidDataException($"{file}: {result.Errors[0].Message}");
        }

        return loader.Build();
    }

    private static List<Alert> Replay(string capture, RuleSet rules, RuleEngineOptions options, CaptureReaderOptions reading)
    {
        AlertList alerts = new();
        RuleEngine engine = new(rules, options);
        using IDisposable subscription = engine.Subscribe(alerts);
        using CaptureReader reader = CaptureReader.Open(Recorded("captures", capture), reading);
        using IDisposable judging = reader.Subscribe(engine);
        return reader.Run(CancellationToken.None) is { } failure ? throw failure : alerts;
    }

    private static string RuleAndTime(string line)
    {
        using JsonDocument alert = JsonDocument.Parse(line);
        return $"{alert.RootElement.GetProperty("rule").GetString()} {alert.RootElement.GetProperty("time").GetString()}";
    }

    private static string Recorded(params string[] parts) => Path.Combine([ReferenceData.Folder!, .. parts]);

    private sealed class AlertList : List<Alert>, IObserver<Alert>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(Alert value) => Add(value);
    }
}
