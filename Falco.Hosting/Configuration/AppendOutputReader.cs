using Falco.Hosting.Configuration.Documents;
using Falco.Rules.Loading;

namespace Falco.Hosting.Configuration;

/// <summary>Reads <c>append_output</c>.</summary>
internal static class AppendOutputReader
{
    public static List<OutputAppendix> Read(ConfigurationReader reader)
    {
        var entries = new List<OutputAppendix>();
        foreach (ConfigurationNode item in reader.Items("append_output"))
            entries.Add(ReadItem(item as MappingNode ?? throw ConfigurationReader.BadConversion(item)));
        return entries;
    }

    private static OutputAppendix ReadItem(MappingNode item)
    {
        var match = item.Find("match") as MappingNode;
        var formatted = new List<KeyValuePair<string, string>>();
        var raw = new List<string>();
        foreach (ConfigurationNode field in ConfigurationReader.ItemsOf(item.Find("extra_fields")))
        {
            if (field is ScalarNode name)
                raw.Add(name.Text);
            else if (field is MappingNode { Entries: [{ Value: ScalarNode format } entry] })
                formatted.Add(new(entry.Key, format.Text));
            else
                throw ConfigurationReader.BadConversion(field);
        }

        List<string> tags = ConfigurationReader.TextsOf(ConfigurationReader.ItemsOf(match?.Find("tags")));
        tags.Sort(StringComparer.Ordinal);
        return new OutputAppendix
        {
            Source = (match?.Find("source") as ScalarNode)?.Text ?? "",
            Rule = (match?.Find("rule") as ScalarNode)?.Text ?? "",
            Tags = tags,
            ExtraOutput = (item.Find("extra_output") as ScalarNode)?.Text ?? "",
            FormattedFields = formatted,
            RawFields = raw,
            SuggestedOutput = item.Find("suggested_output") is ScalarNode suggested
                && YamlScalar.TryParseBoolean(suggested.Text, out bool value) && value,
        };
    }
}
