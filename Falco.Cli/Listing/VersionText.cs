using System.Text;
using Falco.Drivers.Native.Plugins;
using Falco.Rules.Loading;

namespace Falco.Cli.Listing;

/// <summary>What <c>--version</c> prints.</summary>
internal static class VersionText
{
    /// <summary>The version of the event schema.</summary>
    public const string SchemaVersion = "4.3.0";

    /// <summary>The version of the interface to drivers.</summary>
    public const string DriverApiVersion = "10.0.0";

    /// <summary>The version of the plugin interface.</summary>
    public const string PluginApiVersion = NativePluginLibrary.ApiVersion;

    /// <summary>The version of the rule language.</summary>
    public const string EngineVersion = RuleLoaderOptions.EngineVersion;

    /// <summary>The version of this program.</summary>
    public static string ProgramVersion { get; } = typeof(VersionText).Assembly.GetName().Version!.ToString(3);

    /// <summary>The versions, as text or as JSON. There are no separate libraries or drivers: they have the program's version.</summary>
    public static string Create(bool json)
    {
        var text = new StringBuilder();
        if (json)
        {
            text.Append("{\"default_driver_version\":\"").Append(ProgramVersion)
                .Append("\",\"driver_api_version\":\"").Append(DriverApiVersion)
                .Append("\",\"driver_schema_version\":\"").Append(SchemaVersion)
                .Append("\",\"engine_version\":\"").Append(EngineVersion.AsSpan(2, 2))
                .Append("\",\"engine_version_semver\":\"").Append(EngineVersion)
                .Append("\",\"falco_version\":\"").Append(ProgramVersion)
                .Append("\",\"libs_version\":\"").Append(ProgramVersion)
                .Append("\",\"plugin_api_version\":\"").Append(PluginApiVersion)
                .Append("\"}\n");
            return text.ToString();
        }

        text.Append("Falco version: ").Append(ProgramVersion)
            .Append("\nLibs version:  ").Append(ProgramVersion)
            .Append("\nPlugin API:    ").Append(PluginApiVersion)
            .Append("\nEngine:        ").Append(EngineVersion)
            .Append("\nDriver:\n  API version:    ").Append(DriverApiVersion)
            .Append("\n  Schema version: ").Append(SchemaVersion)
            .Append("\n  Default driver: ").Append(ProgramVersion).Append('\n');
        return text.ToString();
    }
}
