// Judges a capture by rules and prints the alerts: ReplayCapture CAPTURE [RULES.yaml]
using Falco.Drivers.Native.Captures;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

RuleLoader loader = new();
RuleLoadResult result = args.Length > 1
    ? loader.Load(args[1], File.ReadAllText(args[1]))
    : loader.Load(BuiltInRules.DefaultName, BuiltInRules.Default);
if (!result.IsSuccessful)
{
    foreach (var error in result.Errors)
        Console.Error.WriteLine(error);
    return 1;
}

using CaptureReader capture = CaptureReader.Open(args[0]);
RuleEngine engine = new(loader.Build());
capture.Subscribe(engine);
Task<Exception?> run = Task.Run(() => capture.Run(CancellationToken.None));
await foreach (Alert alert in engine.Alerts.ReadAllAsync())
    Console.WriteLine(alert);
return await run is null ? 0 : 1;
