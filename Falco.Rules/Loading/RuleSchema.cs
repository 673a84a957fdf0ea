using System.Globalization;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>
/// Compares a file with the schema of rule files. Types are weak: a scalar that can be read as the type is of the type. Messages come
/// innermost first, one per level.
/// </summary>
internal sealed class RuleSchema
{
    private static readonly SchemaType Text = SchemaType.Of(SchemaKind.Text);
    private static readonly SchemaType Flag = SchemaType.Of(SchemaKind.Boolean);
    private static readonly SchemaType Any = SchemaType.Of(SchemaKind.Any);

    private static readonly SchemaType Operation = Text with { Title = "OverriddenItem", Values = ["append", "replace"] };

    private static readonly SchemaType Priority = Text with
    {
        Title = "Priority",
        Values = ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "INFORMATIONAL", "DEBUG"],
    };

    private static readonly SchemaType Alternative = SchemaType.Object(
        ["name", "version"], ("name", Text), ("version", Text)) with
    { Title = "Alternative" };

    private static readonly SchemaType Plugin = SchemaType.Object(
        ["name", "version"], ("alternatives", SchemaType.ListOf(Alternative)), ("name", Text), ("version", Text)) with
    { Title = "RequiredPluginVersion" };

    private static readonly SchemaType Exception = SchemaType.Object(
        ["name"], ("comps", Any), ("fields", Any), ("name", Text), ("values", Any)) with
    { Title = "Exception" };

    private static readonly SchemaType Item = SchemaType.Of(SchemaKind.IntegerOrText) with { Title = "Item" };

    private static readonly SchemaType Override = SchemaType.Object(
        [],
        [.. ((string[])
        [
            "capture", "capture_duration", "condition", "desc", "enabled", "exceptions", "items", "output", "priority",
            "skip-if-unknown-filter", "tags", "warn_evttypes",
        ]).Select(key => (key, Operation))]) with
    { Title = "Override", IsNeverEmpty = true };

    /// <summary>What a document may be.</summary>
    public static SchemaType Root { get; } = SchemaType.ListOf(SchemaType.Object(
        [],
        ("append", Flag),
        ("capture", Flag),
        ("capture_duration", SchemaType.Of(SchemaKind.Integer)),
        ("condition", Text),
        ("desc", Text),
        ("enabled", Flag),
        ("exceptions", SchemaType.ListOf(Exception)),
        ("items", SchemaType.ListOf(Item)),
        ("list", Text),
        ("macro", Text),
        ("output", Text),
        ("override", Override),
        ("priority", Priority),
        ("required_engine_version", Text),
        ("required_plugin_versions", SchemaType.ListOf(Plugin)),
        ("rule", Text),
        ("skip-if-unknown-filter", Flag),
        ("source", Text),
        ("tags", SchemaType.ListOf(Text)),
        ("warn_evttypes", Flag)) with
    { Title = "FalcoRule" });

    private readonly List<string> _messages = [];
    private int _omitted;

    private RuleSchema()
    {
    }

    /// <summary>Compares the documents of a file.</summary>
    /// <returns>What is wrong; <see langword="null"/> if there is no document.</returns>
    public static IReadOnlyList<string>? Validate(IReadOnlyList<YamlNode> documents)
    {
        RuleSchema schema = new();
        foreach (YamlNode document in documents)
            schema.Check(document, Root, "<root>");
        if (schema._omitted > 0)
            schema._messages.Add(string.Create(CultureInfo.InvariantCulture, $"{schema._omitted} more are not listed"));
        return documents.Count == 0 ? null : schema._messages;
    }

    private bool Check(YamlNode node, SchemaType type, string path)
    {
        if (type.Kind == SchemaKind.Any)
            return true;
        bool isValid = CheckValues(node, type, path);
        isValid &= CheckItems(node, type, path);
        if (type.IsNeverEmpty && node is { Kind: YamlKind.Mapping, Entries.Count: 0 })
            isValid = Fail(path, "Object should have no fewer than 1 properties.");
        if (node.Kind == YamlKind.Mapping && type.Kind == SchemaKind.Object)
            isValid &= CheckProperties(node, type, path) & CheckRequired(node, type, path);
        return IsOf(node, type, path) && isValid;
    }

    private bool CheckValues(YamlNode node, SchemaType type, string path) =>
        type.Values is null || (node.Kind == YamlKind.Scalar && type.Values.Contains(node.Text))
        || Fail(path, "Failed to match against any enum values.");

    private bool CheckItems(YamlNode node, SchemaType type, string path)
    {
        bool isValid = true;
        for (int i = 0; type.Item is not null && i < node.Items.Count; i++)
        {
            string index = i.ToString(CultureInfo.InvariantCulture);
            if (!Check(node.Items[i], type.Item, $"{path}[{index}]"))
                isValid = Fail(path, $"Failed to validate item #{index} in array.");
        }

        return isValid;
    }

    private bool CheckProperties(YamlNode node, SchemaType type, string path)
    {
        bool isValid = true;
        foreach ((string key, SchemaType property) in type.Properties)
        {
            if (node[key] is { } value && !Check(value, property, $"{path}[{key}]"))
                isValid = Fail(path, $"Failed to validate against schema associated with property name '{key}'.");
        }

        foreach ((YamlNode key, _) in node.Entries)
        {
            if (Array.Exists(type.Properties, property => property.Key == key.Text))
                continue;
            return Fail(path, $"Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: '{key.Text}'.");
        }

        return isValid;
    }

    private bool CheckRequired(YamlNode node, SchemaType type, string path)
    {
        bool isValid = true;
        foreach (string key in type.Required)
        {
            if (!node.Has(key))
                isValid = Fail(path, $"Missing required property '{key}'.");
        }

        return isValid;
    }

    private bool IsOf(YamlNode node, SchemaType type, string path)
    {
        const string WrongType = "Value type not permitted by 'type' constraint.";
        bool isValid = type.Kind switch
        {
            SchemaKind.List => node.Kind == YamlKind.Sequence || node is { Kind: YamlKind.Mapping, Entries.Count: 0 },
            SchemaKind.Object => node.Kind == YamlKind.Mapping,
            SchemaKind.Boolean => node is { Kind: YamlKind.Scalar, Text: "true" or "false" },
            SchemaKind.Integer => node.Kind == YamlKind.Scalar
                && long.TryParse(node.Text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            _ => node.Kind == YamlKind.Scalar,
        };
        if (isValid || type.Kind != SchemaKind.IntegerOrText)
            return isValid || Fail(path, WrongType);

        // Both of two alternatives failed.
        Fail(path, WrongType);
        Fail(path, "Failed to validate against child schema #0.");
        Fail(path, WrongType);
        Fail(path, "Failed to validate against child schema #1.");
        return Fail(path, "Failed to validate against any schemas allowed by anyOf constraint.");
    }

    private bool Fail(string path, string message)
    {
        if (_messages.Count < RuleLimits.Warnings)
            _messages.Add($"failed for {path}: {message}");
        else
            _omitted++;
        return false;
    }
}
