using System.Globalization;
using System.Text.Json.Nodes;
using Falco.Hosting.Configuration.Documents;

namespace Falco.Hosting.Configuration;

/// <summary>Reads <c>plugins</c> and <c>load_plugins</c>, which says which of them are loaded and in which order.</summary>
internal static class PluginOptionsReader
{
    private const string Folder = "/usr/share/falco/plugins/";

    /// <exception cref="ConfigurationException">A plugin lacks its name or its library, or is named and not there.</exception>
    public static IReadOnlyList<PluginOptions> Read(ConfigurationReader reader)
    {
        List<PluginOptions> plugins = [.. reader.Items("plugins").Select(item => ReadItem(reader, item))];
        if (reader.Find("load_plugins") is null)
            return plugins;
        return [.. reader.Texts("load_plugins").Select(name => plugins.Find(plugin => plugin.Name == name)
            ?? throw reader.Error("load_plugins", $"Cannot load plugin '{name}': plugin config not found for given name"))];
    }

    private static PluginOptions ReadItem(ConfigurationReader reader, ConfigurationNode item)
    {
        if (item is not MappingNode mapping
            || (mapping.Find("name") as ScalarNode)?.Text is not { Length: > 0 } name
            || (mapping.Find("library_path") as ScalarNode)?.Text is not { Length: > 0 } path)
        {
            throw ConfigurationReader.BadConversion(item);
        }

        return new PluginOptions
        {
            Name = name,
            LibraryPath = Locate(reader, path),
            Configuration = mapping.Find("init_config") switch
            {
                ScalarNode scalar => scalar.Text,
                null or NullNode => "",
                ConfigurationNode node => ToJson(node)!.ToJsonString(),
            },
            OpenParameters = ((mapping.Find("open_params") as ScalarNode)?.Text ?? "").Trim(),
        };
    }

    private static string Locate(ConfigurationReader reader, string path)
    {
        if (Path.IsPathRooted(path))
            return path;
        string full = Path.GetFullPath(Path.Combine(Folder, path));
        return full.StartsWith(Folder, StringComparison.Ordinal)
            ? full
            : throw reader.Error("plugins", $"plugin library_path '{path}' resolves outside the plugins directory ({Folder})");
    }

    // Texts become what they look like, as in the reference.
    private static JsonNode? ToJson(ConfigurationNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        SequenceNode sequence => new JsonArray([.. sequence.Items.Select(ToJson)]),
        ScalarNode scalar => ToJson(scalar.Text),
        _ => null,
    };

    private static JsonValue ToJson(string text)
    {
        if (YamlScalar.TryParseInteger(text, out long integer))
            return JsonValue.Create(integer);
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number))
            return JsonValue.Create(number);
        return YamlScalar.TryParseBoolean(text, out bool truth) ? JsonValue.Create(truth) : JsonValue.Create(text);
    }
}
