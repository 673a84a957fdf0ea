using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>Makes alerts. They are rare, and outlive the event: here, and not before, its bytes become strings.</summary>
internal static class AlertFactory
{
    public static Alert Create(Rule rule, in HostEvent view, FieldScratch scratch, long revision) => new()
    {
        Rule = rule.Name,
        Priority = rule.Priority,
        Source = rule.Source,
        Tags = rule.Tags,
        Timestamp = view.Event.Timestamp,
        Message = rule.Output.Format(in view, scratch),
        Fields = ReadFields(rule, in view, scratch),
        Revision = revision,
        EventNumber = view.Number,
    };

    private static IReadOnlyList<AlertField> ReadFields(Rule rule, in HostEvent view, FieldScratch scratch)
    {
        IReadOnlyList<AlertField> fields = rule.Output.ReadFields(in view, scratch);
        if (rule.ExtraFields.Count == 0)
            return fields;
        SortedDictionary<string, object?> all = new(StringComparer.Ordinal);
        foreach (AlertField field in fields)
            all[field.Name] = field.Value;
        foreach (ExtraField extra in rule.ExtraFields)
        {
            all[extra.Name] = extra.IsRaw
                ? extra.Format.ReadFields(in view, scratch) is [var raw, ..] ? raw.Value : null
                : extra.Format.Format(in view, scratch);
        }

        return [.. all.Select(pair => new AlertField(pair.Key, pair.Value))];
    }
}
