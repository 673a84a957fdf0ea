using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins;
using Falco.Hosting.Configuration;

namespace Falco.Cli.Plugins;

/// <summary>The plugins of a run: for each event source the set of those that serve it, started for it.</summary>
internal sealed class StartedPlugins : IDisposable
{
    private const string Syscall = "syscall";

    private readonly List<NativePlugin> _started = [];
    private readonly List<PluginSet> _sets = [];
    private readonly IReadOnlyList<ConfiguredPlugin> _plugins;
    private readonly Terminal _terminal;

    /// <summary>Starts them.</summary>
    /// <exception cref="CommandException">One does not start, or does not go with the others.</exception>
    public StartedPlugins(IReadOnlyList<ConfiguredPlugin> plugins, Terminal terminal)
    {
        _plugins = plugins;
        _terminal = terminal;
        try
        {
            string[] sources = [Syscall, .. plugins.Select(plugin => plugin.Library.EventSource).Where(source => source.Length > 0).Distinct()];
            HashSet<ConfiguredPlugin> used = [];
            foreach (string source in sources)
                _sets.Add(PluginLibraries.Try(() => Start(source, used)));
            if (plugins.FirstOrDefault(plugin => !used.Contains(plugin)) is { } unused)
            {
                string name = unused.Library.Info.Name;
                throw new CommandException($"Plugin '{name}' is loaded but unused as not compatible with any known event source") { IsRuntimeError = true };
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The sets, that of system calls first.</summary>
    public IReadOnlyList<PluginSet> Sets => _sets;

    /// <summary>What the plugin that opens a source is to deliver.</summary>
    public string ParametersOf(PluginSet set) =>
        _plugins.First(plugin => plugin.Library.Info == set.Opener!.Info).Options.OpenParameters;

    public void Dispose()
    {
        foreach (NativePlugin plugin in _started)
            plugin.Dispose();
        _started.Clear();
    }

    private PluginSet Start(string source, HashSet<ConfiguredPlugin> used)
    {
        List<NativePlugin> serving = [];
        foreach (ConfiguredPlugin plugin in _plugins.Where(plugin => plugin.Library.Serves(source)))
        {
            NativePlugin started = plugin.Library.Start(plugin.Options.Configuration, Log);
            _started.Add(started);
            serving.Add(started);
            used.Add(plugin);
        }

        return PluginSet.For(source, serving);
    }

    private void Log(PluginLogEntry entry) => _terminal.Log(
        entry.Severity switch { <= 3 => LogSeverity.Error, 4 => LogSeverity.Warning, 5 => LogSeverity.Notice, 6 => LogSeverity.Informational, _ => LogSeverity.Debug },
        entry.Component is { Length: > 0 } part ? $"[{entry.Plugin}] {part}: {entry.Message}" : $"[{entry.Plugin}] {entry.Message}");
}
