using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Engine;

/// <summary>Rules over a small recorded capture.</summary>
internal static class EngineReplay
{
    public static RuleSet Load(string yaml)
    {
        RuleLoader loader = new();
        RuleLoadResult result = loader.Load("rules.yaml", yaml);
        Assert.True(result.IsSuccessful, string.Join('\n', result.Errors.Select(error => error.Message)));
        return loader.Build();
    }

    /// <summary>A rule file with one rule a condition, named a, b, c …</summary>
    public static string File(params string[] conditions) => string.Join('\n', conditions.Select((condition, i) => $"""
        - rule: {(char)('a' + i)}
          desc: "."
          condition: {condition}
          output: "{(char)('a' + i)} %evt.num %proc.name"
          priority: {(i % 2 == 0 ? "WARNING" : "NOTICE")}
          tags: [{(i % 2 == 0 ? "even" : "odd")}]
        """));

    public static List<Alert> Run(RuleEngine engine, IEventObserver? observer = null)
    {
        AlertList alerts = new();
        engine.Subscribe(alerts);
        using CaptureReader reader = CaptureReader.Open(Repository.Data("attack-small.scap"));
        reader.Subscribe(observer ?? engine);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return alerts.Alerts;
    }

    internal sealed class AlertList : IObserver<Alert>
    {
        public List<Alert> Alerts { get; } = [];

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(Alert value) => Alerts.Add(value);
    }
}
