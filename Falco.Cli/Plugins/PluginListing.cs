using System.Text;
using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins;

namespace Falco.Cli.Plugins;

/// <summary>What <c>--list-plugins</c> and <c>--plugin-info</c> print, as the reference does.</summary>
internal static class PluginListing
{
    public static string CreateList(IReadOnlyList<ConfiguredPlugin> plugins)
    {
        var text = new StringBuilder();
        text.Append(plugins.Count).Append(" Plugins Loaded:\n\n");
        foreach (ConfiguredPlugin plugin in plugins)
            Append(plugin.Library, text);
        return text.ToString();
    }

    /// <exception cref="CommandException">There is no such plugin, or it does not start.</exception>
    public static string CreateInfo(IReadOnlyList<ConfiguredPlugin> plugins, string name)
    {
        ConfiguredPlugin plugin = plugins.FirstOrDefault(plugin => plugin.Options.Name == name || plugin.Library.Info.Name == name)
            ?? throw new CommandException($"can't find plugin and print its info: {name}") { IsRuntimeError = true };
        var text = new StringBuilder();
        Append(plugin.Library, text);
        text.Append("Init config schema type: ");
        if (plugin.Library.ConfigurationSchema is { } schema)
            text.Append("JSON\n").Append(schema).Append("\n\n");
        else
            text.Append("Not available, plugin does not implement the init config schema functionality\n\n");

        using NativePlugin started = PluginLibraries.Try(() => plugin.Library.Start(plugin.Options.Configuration));
        if (started.GetCapability<IEventSourcePlugin>() is { } source)
            AppendParameters(PluginLibraries.Try(source.ListOpenParameters), text);
        return text.ToString();
    }

    private static void Append(NativePluginLibrary library, StringBuilder text)
    {
        text.Append("Name: ").Append(library.Info.Name).Append("\nDescription: ").Append(library.Info.Description)
            .Append("\nContact: ").Append(library.Info.Contact).Append("\nVersion: ").Append(library.Info.Version).Append("\nCapabilities: \n");
        if (Has(library, PluginCapabilities.Sourcing))
        {
            text.Append("  - Event Sourcing ");
            if (library.Id == 0)
                text.Append("(system events)\n");
            else
                text.Append("(ID=").Append(library.Id).Append(", source='").Append(library.EventSource).Append("')\n");
        }

        if (Has(library, PluginCapabilities.Extraction))
            text.Append("  - Field Extraction\n");
        if (Has(library, PluginCapabilities.Parsing))
            text.Append("  - Event Parsing\n");
        if (Has(library, PluginCapabilities.AsyncEvents))
            text.Append("  - Async Events\n");
        text.Append('\n');
    }

    private static void AppendParameters(IReadOnlyList<OpenParameter> parameters, StringBuilder text)
    {
        if (parameters.Count == 0)
        {
            text.Append("No suggested open params available: plugin has not been configured, or it does not implement the open params suggestion functionality\n");
            return;
        }

        text.Append("Suggested open params:\n");
        foreach (OpenParameter parameter in parameters)
            text.Append(parameter.Value).Append(parameter.Description.Length > 0 ? $": {parameter.Description}" : "").Append('\n');
    }

    private static bool Has(NativePluginLibrary library, PluginCapabilities capability) => (library.Capabilities & capability) != 0;
}
