using System.Globalization;
using System.Text.Json;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.RuleSets.Tests.Agreement;

/// <summary>The alerts that rule sets raise on the reference captures.</summary>
internal static class CaptureAlerts
{
    public static readonly string[] Captures = ["attack", "busy", "everyday", "large", "rare", "shift"];
    public static readonly string[] OfficialFiles = ["falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"];

    /// <summary>The alerts of the official rules as the reference implementation raised them.</summary>
    public static HashSet<RaisedAlert> Recorded()
    {
        HashSet<RaisedAlert> alerts = [];
        foreach (string capture in Captures)
        {
            foreach (string line in File.ReadLines(ReferenceData.File("captures", capture + ".all.alerts.jsonl")))
            {
                using JsonDocument alert = JsonDocument.Parse(line);
                string time = alert.RootElement.GetProperty("time").GetString()!;
                alerts.Add(new RaisedAlert(capture, NanosecondsOf(time), alert.RootElement.GetProperty("rule").GetString()!));
            }
        }

        return alerts;
    }

    /// <summary>The alerts that a rule set raises here.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="matchesAll">Whether every rule that holds raises one, or only the first.</param>
    public static HashSet<RaisedAlert> Raise(RuleSet rules, bool matchesAll)
    {
        HashSet<RaisedAlert> alerts = [];
        foreach (string capture in Captures)
        {
            using CaptureReader reader = CaptureReader.Open(ReferenceData.File("captures", capture + ".scap"));
            RuleEngine engine = new(rules, new RuleEngineOptions { MatchAll = matchesAll });
            engine.Subscribe(new Collector(capture, alerts));
            reader.Subscribe(engine);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        }

        return alerts;
    }

    /// <summary>Loads the official files.</summary>
    public static RuleSet Official()
    {
        RuleLoader loader = new();
        foreach (string file in OfficialFiles)
            Assert.True(loader.Load(file, File.ReadAllText(ReferenceData.File("falco-rules", file))).IsSuccessful, file);
        return loader.Build();
    }

    private static ulong NanosecondsOf(string time)
    {
        int point = time.IndexOf('.', StringComparison.Ordinal);
        long seconds = DateTimeOffset.Parse(time[..point], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();
        return ((ulong)seconds * 1_000_000_000) + ulong.Parse(time.AsSpan(point + 1).TrimEnd('Z'), CultureInfo.InvariantCulture);
    }

    private sealed class Collector(string capture, HashSet<RaisedAlert> alerts) : IObserver<Alert>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => throw error;

        public void OnNext(Alert value) => alerts.Add(new RaisedAlert(capture, value.Timestamp, value.Rule));
    }
}
