using Falco.Cli.Arguments;
using Falco.Cli.Authoring;
using Falco.Cli.Listing;
using Falco.Cli.Plugins;
using Falco.Cli.Running;
using Falco.Cli.Testing;
using Falco.Core.Fields;
using Falco.Drivers.Native.Ebpf;
using Falco.Hosting.Configuration;
using Falco.Rules.Diagnostics;

namespace Falco.Cli;

/// <summary>The <c>falco</c> command.</summary>
internal sealed class CommandLine
{
    private const string Syscall = "syscall";

    // Said instead of doing half of it, or nothing, in silence.
    private static readonly OptionKind[] Unsupported =
    [
        OptionKind.Support,
    ];

    private readonly ParsedArguments _arguments;
    private readonly Terminal _terminal;
    private readonly TimeProvider _clock;
    private readonly KernelOpener _kernel;
    private readonly ReloadSignal _reload;
    private readonly ReopenSignal _reopen;

    private CommandLine(ParsedArguments arguments, Terminal terminal, TimeProvider clock, KernelOpener kernel, ReloadSignal reload, ReopenSignal reopen)
    {
        _reopen = reopen;
        _kernel = kernel;
        _reload = reload;
        _arguments = arguments;
        _terminal = terminal;
        _clock = clock;
    }

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The arguments without the program's name.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="clock">The clock; by default the system's.</param>
    /// <param name="kernel">Opens the kernel of this machine; by default the eBPF probe.</param>
    /// <param name="reload">Asks for the rules to be loaded again, while the kernel is watched.</param>
    /// <param name="reopen">Asks for outputs to be opened anew.</param>
    /// <param name="isColoured">Whether standard output may have colours.</param>
    /// <param name="stop">Stops the command early.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        ReadOnlySpan<string> arguments,
        Stream output,
        Stream error,
        TimeProvider? clock = null,
        KernelOpener? kernel = null,
        ReloadSignal? reload = null,
        ReopenSignal? reopen = null,
        bool isColoured = false,
        CancellationToken stop = default)
    {
        clock ??= TimeProvider.System;
        var terminal = new Terminal(output, error, clock, isColoured);
        try
        {
            if (arguments is [LintCommand.Name, ..])
                return LintCommand.Run(arguments[1..], terminal);
            if (arguments is [FormatCommand.Name, ..])
                return FormatCommand.Run(arguments[1..], terminal);
            if (arguments is [TestCommand.Name, ..])
                return TestCommand.Run(arguments[1..], terminal, stop);
            return new CommandLine(ArgumentParser.Parse(arguments), terminal, clock, kernel ?? KernelSource.Open, reload ?? new ReloadSignal(), reopen ?? new ReopenSignal()).Run(stop);
        }
        catch (CommandException exception)
        {
            terminal.Fail(exception);
            return exception.ExitCode;
        }
    }

    // The order is the reference's: what comes first decides what an invocation with several requests does.
    private int Run(CancellationToken stop)
    {
        if (_arguments.Has(OptionKind.Help))
            return Print(UsageText.Create());
        RefuseUnsupported();
        if (_arguments.Has(OptionKind.ConfigurationSchema))
            return Print(ConfigurationSchemaText.Create());
        if (_arguments.Has(OptionKind.RuleSchema))
            return Print(RuleSchemaText.Create());
        if (_arguments.Has(OptionKind.IgnoredEvents))
            return Print(EventListing.CreateIgnored());
        if (_arguments.Has(OptionKind.ListEvents))
            return Print(EventListing.Create(ListFormats.Read(_arguments, _terminal)));

        FalcoOptions options = LoadConfiguration();
        if (_arguments.Has(OptionKind.Version))
            return Print(VersionText.Create(options.Layout.Json));
        if (_arguments.Has(OptionKind.PageSize))
            return LogPageSize();
        if (_arguments.Has(OptionKind.ListPlugins))
            return Print(PluginListing.CreateList(PluginLibraries.Load(options.Plugins, _terminal)));
        if (_arguments.Value(OptionKind.PluginInfo) is { } plugin)
            return Print(PluginListing.CreateInfo(PluginLibraries.Load(options.Plugins, _terminal), plugin));
        if (_arguments.Has(OptionKind.ListFields))
            return ListFields(options);
        return new Session(_arguments, options, _terminal, _clock, _kernel, _reload, _reopen).Run(stop);
    }

    private int Print(string text)
    {
        _terminal.Print(text);
        return 0;
    }

    private void RefuseUnsupported()
    {
        foreach (OptionKind kind in Unsupported)
        {
            if (!_arguments.Has(kind))
                continue;
            OptionDefinition option = Array.Find(OptionTable.All, option => option.Kind == kind)!;
            throw new CommandException($"--{option.Long} is not supported by this version");
        }

        foreach (string argument in _arguments.Rest)
            _terminal.Complain($"WARNING: argument '{argument}' belongs to no option and is ignored.\n");
    }

    private FalcoOptions LoadConfiguration()
    {
        string? file = _arguments.Value(OptionKind.Configuration);
        ConfigurationResult result = ConfigurationLoader.Load(
            new ConfigurationSource { File = file, Overrides = _arguments.Values(OptionKind.Override) });
        if (result.Error is { } error)
            throw new CommandException(error.Message);

        FalcoOptions options = result.Options!;
        if (_arguments.Has(OptionKind.Unbuffered))
            options = options with { BufferedOutputs = false };
        _terminal.Configure(options);
        foreach (LoadedFile loaded in result.Files)
        {
            _terminal.Log(
                loaded.SchemaStatus == "ok" ? LogSeverity.Informational : LogSeverity.Warning,
                $"   {loaded.Name} | schema validation: {loaded.SchemaStatus}");
        }

        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            if (diagnostic.Code != ConfigurationCodes.Schema)
                _terminal.Log(LogSeverity.Warning, diagnostic.Message);
        }

        return options;
    }

    private int LogPageSize()
    {
        _terminal.Log(LogSeverity.Informational, $"Your system page size is: {Environment.SystemPageSize} bytes");
        return 0;
    }

    private int ListFields(FalcoOptions options)
    {
        if (_arguments.Value(OptionKind.ListFields) is not ("" or Syscall))
            throw new CommandException("Value for --list must be a valid source type");

        ListFormat format = ListFormats.Read(_arguments, _terminal);
        var listing = new FieldListing(FieldCatalog.For(Syscall, new Dictionary<string, string>(options.StaticFields)).Classes, Syscall);
        return Print(_arguments.Has(OptionKind.NamesOnly)
            ? listing.CreateNames(format)
            : listing.Create(format, _arguments.Has(OptionKind.Verbose)));
    }
}
