using Falco.Hosting.Configuration.Documents;

namespace Falco.Hosting.Configuration;

/// <summary>Reads <c>rules</c>: a list of <c>enable</c> or <c>disable</c>, each with <c>rule</c>, <c>tag</c> or both.</summary>
internal static class RuleSwitchReader
{
    public static List<RuleSwitch> Read(ConfigurationReader reader)
    {
        var switches = new List<RuleSwitch>();
        foreach (ConfigurationNode item in reader.Items("rules"))
            switches.Add(ReadItem(item));
        return switches;
    }

    private static RuleSwitch ReadItem(ConfigurationNode item)
    {
        if (item is not MappingNode mapping)
            throw ConfigurationReader.BadConversion(item);

        bool enables = mapping.Find("enable") is not null;
        if (mapping.Find(enables ? "enable" : "disable") is not MappingNode selection)
            throw ConfigurationReader.BadConversion(item);

        string rule = (selection.Find("rule") as ScalarNode)?.Text ?? "";
        string tag = (selection.Find("tag") as ScalarNode)?.Text ?? "";
        return rule.Length > 0 || tag.Length > 0
            ? new RuleSwitch { Enable = enables, Rule = rule, Tag = tag }
            : throw ConfigurationReader.BadConversion(item);
    }
}
