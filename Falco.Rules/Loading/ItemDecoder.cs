using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>
/// Reads the values of an item. After an error everything reads as empty, so that readers need not check at each step; nothing that
/// was read then is used.
/// </summary>
internal sealed class ItemDecoder(LoadReport report)
{
    private const string Undecodable = "Can't decode YAML scalar value";

    /// <summary>Where errors go.</summary>
    public LoadReport Report => report;

    /// <summary>A text that must be there.</summary>
    public string Text(YamlNode item, string key, LoadContext context) => Scalar(item, key, context, isOptional: false)?.Text ?? "";

    /// <summary>A text that may be absent.</summary>
    public string? OptionalText(YamlNode item, string key, LoadContext context) => Scalar(item, key, context, isOptional: true)?.Text;

    /// <summary>A text that may be absent or empty.</summary>
    public string TextOrEmpty(YamlNode item, string key, LoadContext context) =>
        item[key] is { Kind: YamlKind.Null } or { Kind: YamlKind.Scalar, Text: "" } ? "" : OptionalText(item, key, context) ?? "";

    /// <summary>A switch that must be there.</summary>
    public bool Flag(YamlNode item, string key, LoadContext context) => ToFlag(Scalar(item, key, context, isOptional: false), key, context) ?? false;

    /// <summary>A switch that may be absent.</summary>
    public bool? OptionalFlag(YamlNode item, string key, LoadContext context) =>
        ToFlag(Scalar(item, key, context, isOptional: true), key, context);

    /// <summary>A number that must be there.</summary>
    public uint Number(YamlNode item, string key, LoadContext context) =>
        ToNumber(Scalar(item, key, context, isOptional: false), key, context) ?? 0;

    /// <summary>A number that may be absent.</summary>
    public uint? OptionalNumber(YamlNode item, string key, LoadContext context) =>
        ToNumber(Scalar(item, key, context, isOptional: true), key, context);

    /// <summary>A sequence of texts that must be there.</summary>
    public List<string> Texts(YamlNode item, string key, LoadContext context)
    {
        if (!item.Has(key))
            report.Fail($"Item has no mapping for key '{key}'", context);
        return OptionalTexts(item, key, context);
    }

    /// <summary>A sequence of texts that may be absent.</summary>
    public List<string> OptionalTexts(YamlNode item, string key, LoadContext context)
    {
        List<string> texts = [];
        if (item[key] is not { } value)
            return texts;
        LoadContext place = context.At(value, ItemType.ValueFor, key);
        report.FailIf(value.Kind != YamlKind.Sequence, "Value is not a sequence", place);
        foreach (YamlNode entry in value.Items)
        {
            report.FailIf(entry.Kind != YamlKind.Scalar, "sequence value is not scalar", place.At(entry, ItemType.ListItem));
            texts.Add(entry.Text);
        }

        return texts;
    }

    /// <summary>A key of a mapping as text; a key that is none is an error.</summary>
    public string KeyText(YamlNode key, LoadContext context)
    {
        if (key.Kind == YamlKind.Null)
            return "null";
        if (key.Kind != YamlKind.Scalar)
            report.Fail(DiagnosticCode.Validate, YamlReader.Describe(key.Position, "bad conversion"), context.Root);
        return key.Text;
    }

    /// <summary>Warns of keys that an item does not have.</summary>
    public void WarnOfUnknownKeys(YamlNode item, string[] known, LoadContext context)
    {
        foreach ((YamlNode key, _) in item.Entries)
        {
            string name = KeyText(key, context);
            if (!known.Contains(name))
                report.Warn(DiagnosticCode.UnknownKey, $"Unknown key '{name}'. The key will be ignored.", context, new UnknownName(name, known));
        }
    }

    private YamlNode? Scalar(YamlNode item, string key, LoadContext context, bool isOptional)
    {
        YamlNode? value = item[key];
        switch (value)
        {
            case null:
                report.FailIf(!isOptional, $"Item has no mapping for key '{key}'", context);
                return null;
            case { Kind: YamlKind.Null }:
                report.Fail($"Mapping for key '{key}' is empty", context);
                return null;
            case not { Kind: YamlKind.Scalar }:
                report.Fail("Value is not a scalar value", context.At(value, ItemType.ValueFor, key));
                return null;
            case { Text: "" }:
                report.Fail("Value must be non-empty", context.At(value, ItemType.ValueFor, key));
                return null;
            default:
                return value;
        }
    }

    private bool? ToFlag(YamlNode? value, string key, LoadContext context)
    {
        if (value is null)
            return null;
        if (!YamlScalar.TryReadBoolean(value.Text, out bool flag))
            report.Fail(Undecodable, context.At(value, ItemType.ValueFor, key));
        return flag;
    }

    private uint? ToNumber(YamlNode? value, string key, LoadContext context)
    {
        if (value is null)
            return null;
        if (!YamlScalar.TryReadUnsigned(value.Text, out uint number))
            report.Fail(Undecodable, context.At(value, ItemType.ValueFor, key));
        return number;
    }
}
