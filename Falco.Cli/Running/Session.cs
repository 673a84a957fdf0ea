using Falco.Cli.Arguments;
using Falco.Core.Fields;
using Falco.Hosting.Configuration;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>One run over rules: validating, describing or evaluating them.</summary>
internal sealed class Session(ParsedArguments arguments, FalcoOptions options, Terminal terminal, TimeProvider clock)
{
    private const string Syscall = "syscall";

    // Nothing to read was named, neither a configuration nor a capture: the command shows itself.
    private bool IsDemonstration => !arguments.Has(OptionKind.Configuration) && options.Engine.Kind == EngineKind.ModernEbpf;

    public int Run(CancellationToken stop)
    {
        RuleLoader loader = CreateLoader();
        bool describes = arguments.Has(OptionKind.DescribeRules) || arguments.Has(OptionKind.DescribeRule);
        List<string> validated = arguments.Values(OptionKind.Validate);
        if (validated.Count > 0)
            return new RuleValidation(loader, options.Layout.Json, terminal).Run(validated, describes ? () => Describe(loader) : null);

        LoadRules(loader);
        if (describes)
        {
            terminal.Print(Describe(loader) + (options.Layout.Json ? "\n" : ""));
            return 0;
        }

        RuleSet rules = loader.Build();
        TellSelections();
        if (arguments.Value(OptionKind.ProcessIdFile) is { } file)
            WriteProcessId(file);
        if (!arguments.Has(OptionKind.DryRun))
            Evaluate(rules, stop);
        return 0;
    }

    private RuleLoader CreateLoader() => new(new RuleLoaderOptions
    {
        Sources = new Dictionary<string, IFieldResolver>
        {
            [Syscall] = FieldCatalog.For(Syscall, new Dictionary<string, string>(options.StaticFields)),
        },
        AppendOutput = AppendOutput(),
        MinimumPriority = options.MinimumPriority,
    });

    // "-pc" and "-pk" once chose formats for containers and Kubernetes; the suggested output has taken their place.
    private IReadOnlyList<OutputAppendix> AppendOutput()
    {
        if (arguments.Value(OptionKind.AppendFormat) is not { } format)
            return options.AppendOutput;

        terminal.Log(LogSeverity.Warning, "The -p/--print option is deprecated and will be removed. Use -o append_output=... instead.");
        return format is "c" or "container" or "k" or "kubernetes"
            ? options.AppendOutput
            : [.. options.AppendOutput, new OutputAppendix { ExtraOutput = format }];
    }

    private void LoadRules(RuleLoader loader)
    {
        terminal.Log(LogSeverity.Informational, "Loading rules from:");
        List<string> named = arguments.Values(OptionKind.RulesFile);
        if (named.Count == 0 && !arguments.Has(OptionKind.Configuration) && options.RulesFiles.Count == 0)
        {
            Load(loader, BuiltInRules.DefaultName, BuiltInRules.Default);
            return;
        }

        List<string> files = RuleFiles.Expand(named.Count > 0 ? named : RuleFiles.Existing(options.RulesFiles));
        if (files.Count == 0)
            throw new CommandException("You must specify at least one rules file/directory via -r or a rules_file entry in falco.yaml");
        foreach (string file in files)
            Load(loader, file, RuleFiles.Read(file));
    }

    private void Load(RuleLoader loader, string name, string content)
    {
        RuleLoadResult result = loader.Load(name, content);
        string status = result.SchemaWarnings switch
        {
            null => "none",
            [] => "ok",
            [var first, ..] => first,
        };
        terminal.Log(
            status == "ok" ? LogSeverity.Informational : LogSeverity.Warning, $"   {name} | schema validation: {status}");
        if (!result.IsSuccessful)
            throw new CommandException(RuleLoadResultText.Write(result));
        if (loader.CheckPluginRequirements() is { } missing)
            throw new CommandException(missing);
        if (result.Warnings.Count > 0)
            terminal.Log(LogSeverity.Warning, RuleLoadResultText.Write(result));
    }

    private string Describe(RuleLoader loader)
    {
        string? rule = arguments.Value(OptionKind.DescribeRule);
        string? description = options.Layout.Json ? RuleDescriptionJson.Write(loader, rule) : RuleDescriptionText.Write(loader, rule);
        return description ?? throw new CommandException($"Rule \"{rule}\" is not loaded") { IsRuntimeError = true };
    }

    private void TellSelections()
    {
        foreach (RuleSelection selection in options.RuleSelections)
        {
            string verb = selection.Enable ? "Enabling" : "Disabling";
            if (selection.Rule.Length > 0)
                terminal.Log(LogSeverity.Informational, $"{verb} rules with name: {selection.Rule}");
            if (selection.Tag.Length > 0)
                terminal.Log(LogSeverity.Informational, $"{verb} rules with tag: {selection.Tag}");
        }
    }

    private static void WriteProcessId(string file)
    {
        try
        {
            File.WriteAllText(file, $"{Environment.ProcessId}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Could not write pid to pidfile {file}. Exiting.", exitCode: 255);
        }
    }

    private void Evaluate(RuleSet rules, CancellationToken stop)
    {
        var replay = new Replay(options, rules, terminal, clock)
        {
            Duration = arguments.Duration,
            IsVerbose = arguments.Has(OptionKind.Verbose),
        };
        if (options.Engine.Kind == EngineKind.Replay)
            replay.Run(options.Engine.CaptureFile, stop);
        else if (IsDemonstration && !arguments.Has(OptionKind.RulesFile))
            Demonstration.Run(replay, terminal, stop);
        else
            throw new CommandException("this version has no live driver yet: replay a capture with -o engine.kind=replay -o engine.replay.capture_file=FILE");
    }
}
