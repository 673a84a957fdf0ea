using Falco.Cli.Arguments;
using Falco.Containers;
using Falco.Core.Fields;
using Falco.Core.Names;
using Falco.Core.State;
using Falco.Drivers.Native.Ebpf;
using Falco.Hosting.Configuration;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>One run over rules: validating, describing or evaluating them.</summary>
internal sealed class Session(
    ParsedArguments arguments, FalcoOptions options, Terminal terminal, TimeProvider clock, KernelOpener kernel, ReloadSignal reload)
{
    private const string Syscall = "syscall";

    // Bytes that loading a file may leave behind before they are collected: the official files leave four to seven megabytes each.
    private const long LeftBehind = 2 << 20;

    // Nothing to read was named, neither a configuration nor a capture: where the kernel may not be watched, the command shows itself.
    private bool IsDemonstration => !arguments.Has(OptionKind.Configuration) && options.Engine.Kind == EngineKind.ModernEbpf;

    public int Run(CancellationToken stop)
    {
        RuleLoaderOptions loading = LoaderOptions();
        RuleLoader loader = new(loading);
        bool describes = arguments.Has(OptionKind.DescribeRules) || arguments.Has(OptionKind.DescribeRule);
        List<string> validated = arguments.Values(OptionKind.Validate);
        if (validated.Count > 0)
            return new RuleValidation(loader, options.Layout.Json, terminal).Run(validated, describes ? () => Describe(loader) : null);

        RuleSources sources = Sources();
        List<RuleFile> files = LoadRules(loader, sources);
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
            Evaluate(rules, (source, engine) => Reloading(sources, files, loading, engine, source), stop);
        return 0;
    }

    private RuleLoaderOptions LoaderOptions() => new()
    {
        Sources = new Dictionary<string, IFieldResolver>
        {
            [Syscall] = FieldCatalog.For(Syscall, new Dictionary<string, string>(options.StaticFields)),
        },
        AppendOutput = AppendOutput(),
        MinimumPriority = options.MinimumPriority,
        Base64Buffers = options.Base64Buffers,
    };

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

    private RuleSources Sources()
    {
        List<string> named = arguments.Values(OptionKind.RulesFile);
        bool isBuiltIn = named.Count == 0 && !arguments.Has(OptionKind.Configuration) && options.RulesFiles.Count == 0;
        return new RuleSources(named.Count > 0 ? named : RuleFiles.Existing(options.RulesFiles)) { IsBuiltIn = isBuiltIn };
    }

    private List<RuleFile> LoadRules(RuleLoader loader, RuleSources sources)
    {
        terminal.Log(LogSeverity.Informational, "Loading rules from:");
        List<RuleFile> files = sources.Read();
        long settled = GC.GetTotalMemory(forceFullCollection: false);
        foreach (RuleFile file in files)
        {
            Load(loader, file.Name, file.Content);
            if (GC.GetTotalMemory(forceFullCollection: false) - settled < LeftBehind)
                continue;

            // The collector would let it grow beyond all that is needed later.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            settled = GC.GetTotalMemory(forceFullCollection: false);
        }

        return files;
    }

    private void Load(RuleLoader loader, string name, string content)
    {
        RuleLoadResult result = loader.Load(name, content);
        terminal.Log(
            result.SchemaStatus == "ok" ? LogSeverity.Informational : LogSeverity.Warning,
            $"   {name} | schema validation: {result.SchemaStatus}");
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

    private RuleReloading Reloading(
        RuleSources sources, List<RuleFile> files, RuleLoaderOptions loading, RuleEngine engine, KernelSource source)
    {
        RuleReloader reloader = new(engine, loading, syscalls => source.Select(options.Engine.Syscalls.For(syscalls)));
        return new RuleReloading(sources, files, reloader, reload, options.WatchesFiles, terminal);
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

    private void Evaluate(RuleSet rules, Func<KernelSource, RuleEngine, IDisposable> accompany, CancellationToken stop)
    {
        switch (options.Engine.Kind)
        {
            case EngineKind.Replay:
                new Replay(EvaluationOf(rules, options.Engine.ForReplay()), terminal).Run(options.Engine.CaptureFile, stop);
                return;
            case EngineKind.NoDriver:
                throw new CommandException("engine.kind is 'nodriver', but no plugin delivers events");
            case EngineKind.KernelModule:
                terminal.Log(LogSeverity.Warning, "engine.kind is 'kmod': there is no kernel module here, the eBPF probe is used instead");
                break;
        }

        using HostNames names = new(new DnsHostNameResolver(), clock: clock);
        ContainerMetadataOptions containers = ContainerMetadataOptions.Default.WithDetectedEngines();
        Evaluation evaluation = EvaluationOf(rules, options.Engine.ForLive(names, containers.Engines));
        var live = new Live(evaluation, options.Engine, containers, terminal, kernel);
        if (live.TryRun(source => accompany(source, evaluation.Engine), stop) is not { } refusal)
            return;
        if (!IsDemonstration || arguments.Has(OptionKind.RulesFile))
            throw new CommandException(refusal.Message) { IsRuntimeError = true };
        Demonstration.Run(new Replay(EvaluationOf(rules, options.Engine.ForReplay()), terminal), terminal, refusal.Message, stop);
    }

    private Evaluation EvaluationOf(RuleSet rules, HostStateOptions state) => new(options, rules, state, terminal, clock)
    {
        Duration = arguments.Duration,
        IsVerbose = arguments.Has(OptionKind.Verbose),
    };
}
