using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads <c>required_engine_version</c> and <c>required_plugin_versions</c>.</summary>
internal static class RequirementReader
{
    private const string EngineKey = "required_engine_version";
    private const string PluginsKey = "required_plugin_versions";

    public static void ReadEngine(YamlNode item, LoadContext file, ItemDecoder decoder, RuleCollector collector)
    {
        LoadContext context = file.At(item, ItemType.RequiredEngineVersion);
        string text = decoder.Text(item, EngineKey, context);

        // A plain number is the middle one of the three.
        if (YamlScalar.TryReadUnsigned(text, out uint number))
        {
            collector.RequireEngine(new SemanticVersion(0, number, 0), context, decoder.Report);
        }
        else
        {
            bool isVersion = SemanticVersion.TryParse(text, out SemanticVersion version);
            string message = $"Unable to parse engine version '{text}' as a semver string. Expected \"x.y.z\" semver format.";
            decoder.Report.FailIf(!isVersion, message, context);
            collector.RequireEngine(version, context, decoder.Report);
        }

        decoder.WarnOfUnknownKeys(item, [EngineKey], context);
    }

    public static void ReadPlugins(YamlNode item, LoadContext file, ItemDecoder decoder, RuleCollector collector)
    {
        YamlNode plugins = item[PluginsKey]!;
        LoadContext context = file.At(plugins, ItemType.RequiredPluginVersions);
        decoder.Report.FailIf(plugins.Kind != YamlKind.Sequence, "Value of required_plugin_versions must be a sequence", context);
        foreach (YamlNode plugin in plugins.Items)
        {
            LoadContext unnamed = context.At(plugin, ItemType.RequiredPluginVersionsEntry);
            decoder.Report.FailIf(plugin.Kind != YamlKind.Mapping, "Plugin version must be a mapping", unnamed);
            string name = decoder.Text(plugin, "name", unnamed);
            LoadContext entry = context.At(plugin, ItemType.RequiredPluginVersionsEntry, name);
            List<PluginVersion> alternatives = [new(name, decoder.Text(plugin, "version", entry))];
            if (plugin["alternatives"] is { } others)
                ReadAlternatives(others, entry, decoder, alternatives);
            collector.RequirePlugin(alternatives, entry, decoder.Report);
        }

        decoder.WarnOfUnknownKeys(item, [PluginsKey], file.At(item, ItemType.RequiredPluginVersions));
    }

    private static void ReadAlternatives(YamlNode others, LoadContext context, ItemDecoder decoder, List<PluginVersion> alternatives)
    {
        decoder.Report.FailIf(others.Kind != YamlKind.Sequence, "Value of plugin version alternatives must be a sequence", context);
        foreach (YamlNode other in others.Items)
        {
            LoadContext unnamed = context.At(other, ItemType.RequiredPluginVersionsAlternative);
            decoder.Report.FailIf(other.Kind != YamlKind.Mapping, "Plugin version alternative must be a mapping", unnamed);
            string name = decoder.Text(other, "name", unnamed);
            LoadContext named = context.At(other, ItemType.RequiredPluginVersionsAlternative, name);
            alternatives.Add(new PluginVersion(name, decoder.Text(other, "version", named)));
        }
    }
}
