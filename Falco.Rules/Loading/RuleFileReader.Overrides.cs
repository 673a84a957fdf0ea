using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

internal sealed partial class RuleFileReader
{
    private static readonly HashSet<string> AppendableListKeys = ["items"];
    private static readonly HashSet<string> AppendableMacroKeys = ["condition"];

    private OverrideSet ReadOverrides(YamlItem item, HashSet<string> appendable, HashSet<string> replaceable)
    {
        SortedSet<string> appends = new(StringComparer.Ordinal), replaces = new(StringComparer.Ordinal);
        if (item.Node["override"] is not { Kind: not YamlKind.Null } overrides)
            return new OverrideSet(appends, replaces);
        LoadContext context = item.Context.At(overrides, ItemType.Override);
        foreach ((YamlNode key, YamlNode value) in overrides.Entries)
        {
            string name = key.Text;
            LoadContext keyContext = context.At(key, ItemType.Override, name);
            bool canAppend = appendable.Contains(name), canReplace = replaceable.Contains(name);
            switch (value.Text)
            {
                case "append":
                    report.FailIf(!canAppend, $"Key '{name}' cannot be appended to, use 'replace' instead", keyContext);
                    appends.Add(name);
                    break;
                case "replace":
                    report.FailIf(!canReplace, $"Key '{name}' cannot be replaced", keyContext);
                    replaces.Add(name);
                    break;
                default:
                    string allowed = (canAppend ? "append " : "") + (canReplace ? "replace " : "");
                    report.Fail($"Invalid override operation for key '{name}': '{value.Text}'. Allowed values are: {allowed}",
                        context.At(value, ItemType.ValueFor, name));
                    break;
            }
        }

        if (appends.Count + replaces.Count > 0)
        {
            report.FailIf(item.OptionalBoolean("append", false),
                "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.",
                item.Context);
            RequireKeys(item, context, appends, "An append");
            RequireKeys(item, context, replaces, "A replace");
            SortedSet<string> known = new(appendable.Concat(replaceable), StringComparer.Ordinal);
            foreach (string key in known)
            {
                if (item.Has(key) && !appends.Contains(key) && !replaces.Contains(key))
                    report.Fail($"Unexpected key '{key}': no corresponding entry under 'override' is defined.", context.At(item.Node[key]!, ItemType.Override, key));
            }
        }

        return new OverrideSet(appends, replaces);
    }

    private void RequireKeys(YamlItem item, LoadContext context, SortedSet<string> keys, string kind)
    {
        foreach (string key in keys)
            report.FailIf(!item.Node.Has(key), $"{kind} override for '{key}' was specified but '{key}' is not defined", context);
    }

    /// <summary>What an item changes of a previous definition.</summary>
    private sealed record OverrideSet(IReadOnlySet<string> AppendKeys, IReadOnlySet<string> ReplaceKeys)
    {
        public bool IsEmpty => AppendKeys.Count + ReplaceKeys.Count == 0;

        public bool Appends(string key) => AppendKeys.Contains(key);

        public bool Replaces(string key) => ReplaceKeys.Contains(key);
    }
}
