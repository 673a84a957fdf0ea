using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>A mapping of a rule file, read key by key with the reference's messages.</summary>
internal readonly struct YamlItem(YamlNode node, LoadContext context, LoadReport report)
{
    public YamlNode Node => node;

    public LoadContext Context => context;

    public bool Has(string key) => node[key] is { Kind: not YamlKind.Null };

    /// <summary>A text that must be there and not be empty.</summary>
    public string Required(string key)
    {
        YamlNode? value = node[key];
        if (value is null)
            report.Fail($"Item has no mapping for key '{key}'", context);
        else if (value.Kind == YamlKind.Null)
            report.Fail($"Mapping for key '{key}' is empty", context);
        else
            return Scalar(key, value);
        return "";
    }

    /// <summary>A text that may be left out.</summary>
    public string? Optional(string key) => node[key] is { Kind: not YamlKind.Null } value ? Scalar(key, value) : null;

    public bool OptionalBoolean(string key, bool absent)
    {
        if (Optional(key) is not { } text)
            return absent;
        if (YamlScalar.TryReadBoolean(text, out bool value))
            return value;
        report.Fail("Can't decode YAML scalar value", ValueContext(key, node[key]!));
        return absent;
    }

    /// <summary>A list of texts that may be left out.</summary>
    public List<string>? OptionalTexts(string key)
    {
        if (node[key] is not { Kind: not YamlKind.Null } value)
            return null;
        if (value.Kind != YamlKind.Sequence)
        {
            report.Fail("Value is not a sequence", ValueContext(key, value));
            return [];
        }

        List<string> texts = [];
        foreach (YamlNode item in value.Items)
        {
            if (item.Kind != YamlKind.Scalar)
                report.Fail("sequence value is not scalar", ValueContext(key, item));
            texts.Add(item.Text);
        }

        return texts;
    }

    public LoadContext ValueContext(string key, YamlNode value) => context.At(value, ItemType.ValueFor, key);

    public void WarnOfUnknownKeys(IReadOnlySet<string> known)
    {
        foreach ((YamlNode key, _) in node.Entries)
        {
            if (key.Kind == YamlKind.Scalar && !known.Contains(key.Text))
                report.Warn(DiagnosticCode.UnknownKey, $"Unknown key '{key.Text}'. The key will be ignored.", context.At(key, ItemType.ValueFor, key.Text));
        }
    }

    private string Scalar(string key, YamlNode value)
    {
        if (value.Kind != YamlKind.Scalar)
            report.Fail("Value is not a scalar value", ValueContext(key, value));
        else if (value.Text.Length == 0)
            report.Fail("Value must be non-empty", ValueContext(key, value));
        return value.Text;
    }
}
