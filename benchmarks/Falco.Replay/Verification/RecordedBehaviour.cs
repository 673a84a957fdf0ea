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
    /// <summary>Replays and compares, where the recordings are.</summary>
    public static (bool IsExact, string Verdict) Verify(RuleEngineOptions options, CaptureReaderOptions reading)
    {
        if (!ReferenceData.IsPresent)
            return (true, RecordedAlerts.AbsentVerdict);
        int alerts = 0;
        foreach (RecordedAlerts recorded in RecordedAlerts.OfAllRuleSets())
        {
            List<Alert> raised = Replay(RecordedAlerts.Capture, Load(recorded.RuleFiles, new RuleLoaderOptions()), options, reading);
            string difference = recorded.DifferenceFrom([.. raised.Select(alert => RecordedAlerts.RuleAndTime(alert.Rule, RecordedConditions.Time(alert.Timestamp)))]);
            if (difference.Length > 0)
                return (false, difference);
            alerts += raised.Count;
        }

        Dictionary<string, string> conditions = RecordedConditions.Read(RecordedAlerts.Recorded("captures", "attack.conditions.tsv"));
        string[] differences = RecordedConditions.Differences(conditions, JudgeConditions(options, reading));
        return differences.Length == 0
            ? (true, $"verified: {alerts} alerts on busy.scap and {conditions.Count} conditions on attack.scap are those recorded")
            : (false, $"conditions on attack.scap differ from those recorded:\n{string.Join('\n', differences)}");
    }

    private static Dictionary<string, string> JudgeConditions(RuleEngineOptions options, CaptureReaderOptions reading)
    {
        RuleSet rules = Load([.. RecordedAlerts.OfficialRules, RecordedAlerts.RuleFile("macro-probes.yaml")], new RuleLoaderOptions { AppendOutput = [] });
        HashSet<string> official = [.. Load(RecordedAlerts.OfficialRules, new RuleLoaderOptions()).Rules.Select(rule => rule.Name)];
        List<Alert> raised = Replay(RecordedAlerts.Recorded("captures", "attack.scap"), rules, options with { MatchAll = true }, reading);
        return RecordedConditions.Of(raised.Select(alert => (alert.Rule, alert.Timestamp, alert.EventNumber)), official);
    }

    private static RuleSet Load(IReadOnlyList<string> files, RuleLoaderOptions options)
    {
        RuleLoader loader = new(options);
        foreach (string file in files)
        {
            RuleLoadResult result = loader.Load(file, File.ReadAllText(file));
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
        using CaptureReader reader = CaptureReader.Open(capture, reading);
        using IDisposable judging = reader.Subscribe(engine);
        return reader.Run(CancellationToken.None) is { } failure ? throw failure : alerts;
    }

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
