using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads <c>rule</c> items that change earlier definitions key by key.</summary>
internal sealed class RuleOverrideReader(
    YamlNode item, string name, string source, LoadContext context, ItemDecoder decoder, RuleCollector collector)
{
    /// <summary>The keys that can be appended to.</summary>
    public static readonly string[] Appendable = ["condition", "output", "desc", "tags", "exceptions"];

    /// <summary>The keys that can be replaced.</summary>
    public static readonly string[] Replaceable =
    [
        "condition", "output", "desc", "priority", "capture", "capture_duration", "tags", "exceptions", "enabled", "warn_evttypes",
        "skip-if-unknown-filter",
    ];

    // The keys that the item has and that no entry of the override has asked for yet.
    private readonly SortedSet<string> _pending = new(Replaceable.Where(item.Has), StringComparer.Ordinal);

    /// <summary>Appends first, then replaces.</summary>
    public void Read(OverrideReader overrides)
    {
        if (overrides.Appended.Count > 0)
        {
            RuleUpdate update = new(name, context);
            ReadShared(update, overrides.Appended, "append");
            collector.Append(update, decoder.Report);
        }

        if (overrides.Replaced.Count > 0)
        {
            RuleUpdate update = new(name, context);
            ReadShared(update, overrides.Replaced, "replace");
            ReadReplaced(update, overrides.Replaced);
            collector.Replace(update, decoder.Report);
        }

        foreach (string key in _pending)
        {
            string message = $"Unexpected key '{key}': no corresponding entry under 'override' is defined.";
            decoder.Report.Fail(message, context.At(item[key]!, ItemType.Override, key));
        }
    }

    private void ReadShared(RuleUpdate update, HashSet<string> keys, string operation)
    {
        if (Takes("condition", keys, operation))
        {
            update.Source = source;
            update.Condition = decoder.Text(item, "condition", context);
        }

        if (Takes("exceptions", keys, operation))
            update.Exceptions = ExceptionReader.Read(item, context, isAppended: operation == "append", decoder);
        if (Takes("output", keys, operation))
            update.Output = decoder.Text(item, "output", context);
        if (Takes("desc", keys, operation))
            update.Description = decoder.Text(item, "desc", context);
        if (Takes("tags", keys, operation))
            update.Tags = new SortedSet<string>(decoder.OptionalTexts(item, "tags", context), StringComparer.Ordinal);
    }

    private void ReadReplaced(RuleUpdate update, HashSet<string> keys)
    {
        if (Takes("priority", keys, "replace"))
            update.Priority = RuleReader.ReadPriority(item, context, decoder);
        if (Takes("capture", keys, "replace"))
            update.Captures = decoder.Flag(item, "capture", context);
        if (Takes("capture_duration", keys, "replace"))
            update.CaptureDuration = decoder.Number(item, "capture_duration", context);
        if (Takes("enabled", keys, "replace"))
            update.IsEnabled = decoder.Flag(item, "enabled", context);
        if (Takes("warn_evttypes", keys, "replace"))
            update.WarnsOfEventTypes = decoder.Flag(item, "warn_evttypes", context);
        if (Takes("skip-if-unknown-filter", keys, "replace"))
            update.SkipsIfUnknownFilter = decoder.Flag(item, "skip-if-unknown-filter", context);
    }

    private bool Takes(string key, HashSet<string> keys, string operation)
    {
        if (!keys.Contains(key))
            return false;
        decoder.Report.FailIf(!_pending.Remove(key), $"An {operation} override for '{key}' was specified but '{key}' is not defined", context);
        return true;
    }
}
