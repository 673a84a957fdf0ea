using Falco.Core.State;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>Replays captures of the reference data against rule files.</summary>
internal static class CaptureReplay
{
    public static readonly string[] Stable = ["falco_rules.yaml"];
    public static readonly string[] AllOfficial = ["falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"];

    public static RuleSet LoadRules(string[] files, RuleLoaderOptions? options = null)
    {
        RuleLoader loader = new(options);
        foreach (string file in files)
        {
            RuleLoadResult result = loader.Load(file, File.ReadAllText(ReferenceData.File("falco-rules", file)));
            Assert.True(result.IsSuccessful, string.Join('\n', result.Errors.Select(error => error.ToString())));
        }

        Assert.Null(loader.CheckPluginRequirements());
        return loader.Build();
    }

    public static List<Alert> Run(string capture, RuleSet rules, RuleEngineOptions? options = null, HostState? host = null)
    {
        AlertList alerts = new();
        using CaptureReader reader = CaptureReader.Open(capture);
        RuleEngine engine = new(rules, options, host);
        engine.Subscribe(alerts);
        reader.Subscribe(engine);
        Exception? failure = reader.Run(TestContext.Current.CancellationToken);
        Assert.Null(failure);
        Assert.Null(alerts.Failure);
        return alerts.Alerts;
    }

    private sealed class AlertList : IObserver<Alert>
    {
        public List<Alert> Alerts { get; } = [];

        public Exception? Failure { get; private set; }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => Failure = error;

        public void OnNext(Alert value) => Alerts.Add(value);
    }
}
