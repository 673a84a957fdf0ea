using System.Text;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads <c>override</c>: which keys of an item are appended, and which replace what was there.</summary>
internal sealed class OverrideReader
{
    private const string BothMessage =
        "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.";

    private const string AppendMessage =
        "'append' key is deprecated. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.";

    private OverrideReader()
    {
    }

    /// <summary>The keys that are appended.</summary>
    public HashSet<string> Appended { get; } = [];

    /// <summary>The keys that replace.</summary>
    public HashSet<string> Replaced { get; } = [];

    /// <summary>Whether <c>append: true</c> is set.</summary>
    public bool HasAppendFlag { get; private set; }

    /// <summary>Reads <c>append</c> and <c>override</c>.</summary>
    public static OverrideReader Read(
        YamlNode item, LoadContext context, ReadOnlySpan<string> appendable, ReadOnlySpan<string> replaceable, ItemDecoder decoder)
    {
        OverrideReader overrides = new() { HasAppendFlag = decoder.OptionalFlag(item, "append", context) ?? false };
        if (overrides.HasAppendFlag)
            decoder.Report.Warn(Diagnostics.DiagnosticCode.DeprecatedItem, AppendMessage, context);
        if (item["override"] is { } value)
            overrides.ReadEntries(value, context.At(item, ItemType.Override), appendable, replaceable, decoder);
        bool hasBoth = overrides.HasAppendFlag && overrides.Appended.Count + overrides.Replaced.Count > 0;
        decoder.Report.FailIf(hasBoth, BothMessage, context);
        return overrides;
    }

    private void ReadEntries(
        YamlNode value, LoadContext context, ReadOnlySpan<string> appendable, ReadOnlySpan<string> replaceable, ItemDecoder decoder)
    {
        const string NotMapping = "invalid node; this may result from using a map iterator as a sequence iterator, or vice-versa";
        if (value is { Kind: YamlKind.Sequence, Items.Count: > 0 })
            decoder.Report.Fail(Diagnostics.DiagnosticCode.Validate, NotMapping, context.Root);
        foreach ((YamlNode keyNode, YamlNode operationNode) in value.Entries)
        {
            string key = decoder.KeyText(keyNode, context);
            string operation = decoder.KeyText(operationNode, context);
            LoadContext keyContext = context.At(keyNode, ItemType.Override, key);
            switch (operation)
            {
                case "append":
                    decoder.Report.FailIf(!appendable.Contains(key), $"Key '{key}' cannot be appended to, use 'replace' instead", keyContext);
                    Appended.Add(key);
                    break;
                case "replace":
                    decoder.Report.FailIf(!replaceable.Contains(key), $"Key '{key}' cannot be replaced", keyContext);
                    Replaced.Add(key);
                    break;
                default:
                    StringBuilder message = new($"Invalid override operation for key '{key}': '{operation}'. Allowed values are: ");
                    message.Append(appendable.Contains(key) ? "append " : "").Append(replaceable.Contains(key) ? "replace " : "");
                    decoder.Report.Fail(message.ToString(), context.At(operationNode, ItemType.ValueFor, key));
                    break;
            }
        }
    }
}
