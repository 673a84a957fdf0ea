using Falco.Hosting.Configuration.Documents;
using Falco.Rules.Engine;

namespace Falco.Hosting.Configuration;

/// <summary>Reads <c>rules</c>: a list of <c>enable</c> or <c>disable</c>, each with <c>rule</c>, <c>tag</c> or both.</summary>
internal static class RuleSelectionReader
{
    public static List<RuleSelection> Read(ConfigurationReader reader)
    {
        var selections = new List<RuleSelection>();
        foreach (ConfigurationNode item in reader.Items("rules"))
            selections.Add(ReadItem(item));
        return selections;
    }

    private static RuleSelection ReadItem(ConfigurationNode item)
    {
        if (item is not MappingNode mapping)
            throw ConfigurationReader.BadConversion(item);

        bool enables = mapping.Find("enable") is not null;
        if (mapping.Find(enables ? "enable" : "disable") is not MappingNode target)
            throw ConfigurationReader.BadConversion(item);

        string rule = (target.Find("rule") as ScalarNode)?.Text ?? "";
        string tag = (target.Find("tag") as ScalarNode)?.Text ?? "";
        return rule.Length > 0 || tag.Length > 0
            ? new RuleSelection(enables, rule, tag)
            : throw ConfigurationReader.BadConversion(item);
    }
}
