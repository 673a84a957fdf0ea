using Falco.Cli.Arguments;
using Falco.Cli.Plugins;
using Falco.Containers;
using Falco.Core.Fields;
using Falco.Core.Names;
using Falco.Core.Plugins;
using Falco.Core.State;
using Falco.Drivers.Native.Ebpf;
using Falco.Hosting.Configuration;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>One run over rules: validating, describing or evaluating them.</summary>
internal sealed class Session(
    ParsedArguments arguments, FalcoOptions options, Terminal terminal, TimeProvider clock, KernelOpener kernel, ReloadSignal reload, ReopenSignal reopen)
{
    private const string Syscall = "syscall";

    // Bytes that loading a file may leave behind before they are collected: the official files leave four to seven megabytes each.
    private const long LeftBehind = 2 << 20;

    // Nothing to read was named, neither a configuration nor a capture: where the kernel may not be watched, the command shows itself.
    private bool IsDemonstration => !arguments.Has(OptionKind.Configuration) && options.Engine.Kind == EngineKind.ModernEbpf;

    public int Run(CancellationToken stop)
    {
        using StartedPlugins plugins = new(PluginLibraries.Load(options.Plugins, terminal), terminal);
        if (options.Plugins.Count > 0)
            terminal.Log(LogSeverity.Informational, $"Loaded event sources: {string.Join(", ", plugins.Sets.Select(set => set.Source))}");
        RuleLoaderOptions loading = LoaderOptions(plugins);
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
            Evaluate(rules, plugins, (source, engine) => Reloading(sources, files, loading, engine, source), stop);
        return 0;
    }

    private RuleLoaderOptions LoaderOptions(StartedPlugins plugins) => new()
    {
        Sources = plugins.Sets.ToDictionary(
            set => set.Source, IFieldResolver (set) => set.CreateCatalog(new Dictionary<string, string>(options.StaticFields))),
        Plugins = new Dictionary<string, string>(
            new RuleLoaderOptions().Plugins.Concat(plugins.Sets.SelectMany(set => set.Versions)).DistinctBy(plugin => plugin.Key)),
        AsyncEvents = plugins.Sets.SelectMany(set => set.AsyncEvents).ToHashSet(StringComparer.Ordinal),
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

    private void Evaluate(RuleSet rules, StartedPlugins plugins, Func<KernelSource, RuleEngine, IDisposable> accompany, CancellationToken stop)
    {
        PluginSet syscalls = plugins.Sets[0];
        if (options.Engine.Kind == EngineKind.Replay)
        {
            new Replay(EvaluationOf(rules, syscalls, options.Engine.ForReplay()), terminal).Run(options.Engine.CaptureFile, stop);
            return;
        }

        List<PluginSet> selected = SourceSelection.Select(arguments, plugins.Sets);
        bool watchesKernel = options.Engine.Kind != EngineKind.NoDriver && selected.Contains(syscalls);
        List<PluginSet> delivering = selected.FindAll(set => set.Opener is not null);
        if (!watchesKernel && delivering.Count == 0)
            throw new CommandException("engine.kind is 'nodriver', but no plugin delivers events");
        if (options.Plugins.Count > 0)
            terminal.Log(LogSeverity.Informational, $"Enabled event sources: {string.Join(", ", selected.Select(set => set.Source))}");

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        PluginRuns runs = new(plugins, terminal);
        List<RuleEngine> engines = [];
        foreach (PluginSet set in delivering)
        {
            Evaluation evaluation = EvaluationOf(rules, set, HostStateOptions.Default, isLive: true, isOneOfSeveral: true);
            engines.Add(evaluation.Engine);
            runs.Start(set, evaluation, ended);
        }

        try
        {
            if (watchesKernel)
                Watch(rules, syscalls, accompany, engines, delivering.Count > 0, ended.Token);
        }
        catch (CommandException)
        {
            ended.Cancel();
            throw;
        }
        finally
        {
            runs.Join();
        }

        if (engines.Count > 0)
            terminal.Print(Statistics.Create(engines));
    }

    private void Watch(
        RuleSet rules, PluginSet syscalls, Func<KernelSource, RuleEngine, IDisposable> accompany, List<RuleEngine> engines, bool isOneOfSeveral, CancellationToken stop)
    {
        if (options.Engine.Kind == EngineKind.KernelModule)
            terminal.Log(LogSeverity.Warning, "engine.kind is 'kmod': there is no kernel module here, the eBPF probe is used instead");
        using HostNames names = new(new DnsHostNameResolver(), clock: clock);
        ContainerMetadataOptions containers = ContainerMetadataOptions.Default.WithDetectedEngines();
        Evaluation evaluation = EvaluationOf(rules, syscalls, options.Engine.ForLive(names, containers.Engines), isLive: true, isOneOfSeveral);
        if (isOneOfSeveral)
            engines.Add(evaluation.Engine);
        var live = new Live(evaluation, options.Engine, containers, syscalls, terminal, kernel);
        if (live.TryRun(source => accompany(source, evaluation.Engine), stop) is not { } refusal)
            return;
        if (!IsDemonstration || arguments.Has(OptionKind.RulesFile))
            throw new CommandException(refusal.Message) { IsRuntimeError = true };
        Demonstration.Run(new Replay(EvaluationOf(rules, syscalls, options.Engine.ForReplay()), terminal), terminal, refusal.Message, stop);
    }

    private Evaluation EvaluationOf(RuleSet rules, PluginSet set, HostStateOptions state, bool isLive = false, bool isOneOfSeveral = false) =>
        new(options, rules, set.Configure(state), terminal, clock)
        {
            Source = set.Source,
            IsOneOfSeveral = isOneOfSeveral,
            IsLive = isLive,
            Reopen = reopen,
            Duration = arguments.Duration,
            IsVerbose = arguments.Has(OptionKind.Verbose),
        };
}
