using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins;
using Falco.Hosting.Configuration;

namespace Falco.Cli.Plugins;

/// <summary>A plugin of the configuration, and its library.</summary>
internal sealed record ConfiguredPlugin(PluginOptions Options, NativePluginLibrary Library);

/// <summary>Loads the libraries that a configuration names.</summary>
internal static class PluginLibraries
{
    /// <exception cref="CommandException">A library cannot be loaded.</exception>
    public static List<ConfiguredPlugin> Load(IReadOnlyList<PluginOptions> plugins, Terminal terminal)
    {
        List<ConfiguredPlugin> loaded = [];
        foreach (PluginOptions options in plugins)
        {
            NativePluginLibrary library = Try(() => NativePluginLibrary.Load(options.LibraryPath));
            terminal.Log(LogSeverity.Informational, $"Loaded plugin '{options.Name}@{library.Info.Version}' from file {options.LibraryPath}");
            loaded.Add(new ConfiguredPlugin(options, library));
        }

        return loaded;
    }

    /// <summary>Does what may fail because of a plugin.</summary>
    /// <exception cref="CommandException">It failed.</exception>
    public static T Try<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (PluginException error)
        {
            throw new CommandException(error.Message) { IsRuntimeError = true };
        }
    }
}
