using Falco.Core.Fields;
using Falco.Rules.Diagnostics;
using Falco.Rules.Engine;
using Falco.Rules.Loading.Yaml;

namespace Falco.Testing.Files;

/// <summary>Reads an entry of <c>alerts</c>.</summary>
internal static class ExpectedAlertReader
{
    private const string What = "an alert";

    private static readonly FieldCatalog Catalog = FieldCatalog.For("syscall");

    /// <summary>Reads an entry: the name of a rule, or a mapping.</summary>
    public static ExpectedAlert Read(YamlNode node)
    {
        if (node.Kind == YamlKind.Scalar)
            return new ExpectedAlert { Rule = node.Text, RuleNode = node };
        NodeReader.Mapping(node, What, "rule", "count", "priority", "message", "fields", "event");
        YamlNode rule = node["rule"] ?? throw MalformedTestException.Value(node, $"{What} needs the name of its rule");
        (int count, bool isLeast) = node["count"] is { } counted ? ReadCount(counted) : (1, false);
        return new ExpectedAlert
        {
            Rule = NodeReader.Text(rule, "rule"),
            RuleNode = rule,
            Count = count,
            IsLeast = isLeast,
            Priority = node["priority"] is { } priority ? ReadPriority(priority) : null,
            Message = node["message"] is { } message ? NodeReader.Text(message, "message") : "",
            Fields = node["fields"] is { } fields ? ReadFields(fields) : [],
            Event = node["event"] is { } number ? (int)NodeReader.Number(number, "event", 1, int.MaxValue) : 0,
        };
    }

    /// <summary>Checks that a field exists.</summary>
    public static void CheckField(YamlNode node)
    {
        string text = NodeReader.Text(node, "a field");
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        bool hasArgument = bracket > 0 && text.EndsWith(']');
        string name = hasArgument ? text[..bracket] : text;
        if (Catalog.TryResolve(name, hasArgument ? text[(bracket + 1)..^1] : null, out _, out string? error))
            return;
        IEnumerable<string> known = Catalog.Classes.SelectMany(static fieldClass => fieldClass.Fields).Select(static field => field.Name);
        if (!known.Contains(name))
            throw MalformedTestException.Unknown(node, DiagnosticCode.TestField, $"there is no field '{text}'", known);
        throw new MalformedTestException(node, DiagnosticCode.TestField, error);
    }

    private static (int Count, bool IsLeast) ReadCount(YamlNode node)
    {
        string text = NodeReader.Text(node, "count");
        bool isLeast = text.EndsWith('+');
        YamlNode number = isLeast ? new YamlNode(YamlKind.Scalar, node.Position, text[..^1]) { End = node.End } : node;
        return ((int)NodeReader.Number(number, "count", 1, int.MaxValue), isLeast);
    }

    private static RulePriority ReadPriority(YamlNode node) =>
        !int.TryParse(NodeReader.Text(node, "priority"), out _) && Enum.TryParse(node.Text, ignoreCase: true, out RulePriority priority)
            ? priority
            : throw MalformedTestException.Unknown(
                node, DiagnosticCode.TestValue, $"there is no priority '{node.Text}'", Enum.GetNames<RulePriority>(), lists: true);

    private static KeyValuePair<string, string>[] ReadFields(YamlNode node)
    {
        if (node.Kind != YamlKind.Mapping)
            throw MalformedTestException.Value(node, $"fields must be a mapping, but is {NodeReader.Describe(node)}");
        foreach ((YamlNode field, _) in node.Entries)
            CheckField(field);
        return [.. node.Entries.Select(static entry => KeyValuePair.Create(
            entry.Key.Text, entry.Value.Kind == YamlKind.Null ? "<NA>" : NodeReader.Text(entry.Value, entry.Key.Text)))];
    }
}
