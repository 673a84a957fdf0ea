using Falco.Cli.Arguments;
using Falco.Core.Fields;
using Falco.Drivers.Native.Captures;
using Falco.Hosting.Configuration;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>One run over rules: validating, describing or evaluating them.</summary>
internal sealed class Session(ParsedArguments arguments, FalcoOptions options, Terminal terminal, TimeProvider clock)
{
    private const string DemoCapture = "Falco.Cli.demo.scap";

    public int Run(CancellationToken stop)
    {
        RuleLoader loader = new(new RuleLoaderOptions
        {
            Sources = new Dictionary<string, IFieldResolver>
            {
                ["syscall"] = FieldCatalog.For("syscall", new Dictionary<string, string>(options.StaticFields)),
            },
            AppendOutput = [.. options.AppendOutput.Select(Appendix)],
            MinimumPriority = options.MinimumPriority,
        });
        bool describes = arguments.Has(OptionKind.DescribeRules) || arguments.Has(OptionKind.DescribeRule);
        List<string> validated = arguments.Values(OptionKind.Validate);
        if (validated.Count > 0)
            return new RuleValidation(loader, options.Layout.Json, terminal).Run(validated, describes ? () => Describe(loader) : null);

        RuleSet rules = LoadRules(loader);
        if (describes)
        {
            terminal.Print(Describe(loader) + (options.Layout.Json ? "\n" : ""));
            return 0;
        }

        return arguments.Has(OptionKind.DryRun) ? 0 : Replay(rules, stop);
    }

    private string Describe(RuleLoader loader)
    {
        string? rule = arguments.Value(OptionKind.DescribeRule);
        string? description = options.Layout.Json ? RuleDescriptionJson.Write(loader, rule) : RuleDescriptionText.Write(loader, rule);
        return description ?? throw new CommandException($"Rule \"{rule}\" is not loaded") { IsRuntimeError = true };
    }

    private static OutputAppendix Appendix(AppendOutputOptions entry) => new()
    {
        Source = entry.Source,
        Rule = entry.Rule,
        Tags = entry.Tags,
        ExtraOutput = entry.ExtraOutput,
        FormattedFields = entry.FormattedFields,
        RawFields = entry.RawFields,
        SuggestedOutput = entry.SuggestedOutput,
    };

    private RuleSet LoadRules(RuleLoader loader)
    {
        List<string> named = arguments.Values(OptionKind.RulesFile);
        IReadOnlyList<string> files = RuleFiles.Expand(named.Count > 0 ? named : options.RulesFiles);
        if (files.Count == 0)
            Load(loader, BuiltInRules.DefaultName, BuiltInRules.Default);
        foreach (string file in files)
            Load(loader, file, RuleFiles.Read(file));
        if (loader.CheckPluginRequirements() is { } missing)
            throw new CommandException(missing);
        return loader.Build();
    }

    private void Load(RuleLoader loader, string name, string content)
    {
        terminal.Log(LogSeverity.Informational, $"Loading rules from: {name}");
        RuleLoadResult result = loader.Load(name, content);
        if (!result.IsSuccessful)
            throw new CommandException(RuleLoadResultText.Write(result));
        if (result.Warnings.Count > 0 && arguments.Has(OptionKind.Verbose))
            terminal.Log(LogSeverity.Warning, RuleLoadResultText.Write(result));
    }

    private int Replay(RuleSet rules, CancellationToken stop)
    {
        bool isDemo = options.Engine.Kind != EngineKind.Replay;
        if (isDemo && arguments.Value(OptionKind.Configuration) is not null)
            throw new CommandException("this version has no live driver yet: set engine.kind=replay and engine.replay.capture_file");
        using CaptureReader reader = isDemo ? OpenDemo() : OpenCapture();
        using StreamSink sink = new(terminal.Output, new AlertLayout(options.Layout, clock), options.BufferedOutputs, leaveOpen: true);
        RuleEngine engine = new(rules, new RuleEngineOptions
        {
            MatchAll = options.MatchAllRules,
            Selections = [.. options.RuleSwitches.Select(entry => new RuleSelection(entry.Enable, entry.Rule, entry.Tag))],
        });
        AlertPrinter printer = new(sink, options.StandardOutput.Enabled);
        engine.Subscribe(printer);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        reader.Subscribe(DurationLimit.Around(engine, arguments.Value(OptionKind.Duration), ended));
        if (isDemo)
            terminal.Complain("Replaying the recording of a break-in that comes with this program, against its built-in rules.\n");
        Exception? failure = reader.Run(ended.Token);
        sink.Flush();
        terminal.Print(Statistics.Create(engine));
        if (failure is not null)
            throw new CommandException(failure.Message);
        terminal.Complain("Syscall event drop monitoring:\n   - event drop detected: 0 occurrences\n   - num times actions taken: 0\n");
        if (isDemo)
            terminal.Complain("This version does not watch the live kernel yet; the run ends here. With a live driver, Ctrl+C will stop it.\n");
        return 0;
    }

    private CaptureReader OpenCapture()
    {
        string file = options.Engine.CaptureFile;
        try
        {
            CaptureReader reader = CaptureReader.Open(file);
            terminal.Log(LogSeverity.Informational, $"Replaying events from the capture file: {file}");
            return reader;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"Could not open trace filename {file} for reading: {error.Message}");
        }
    }

    private static CaptureReader OpenDemo() =>
        CaptureReader.Open(typeof(Session).Assembly.GetManifestResourceStream(DemoCapture)!, "demo.scap");

    private sealed class AlertPrinter(StreamSink sink, bool isEnabled) : IObserver<Alert>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(Alert value)
        {
            if (isEnabled)
                sink.Write(value);
        }
    }
}
