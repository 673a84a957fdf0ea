using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads the <c>exceptions</c> of a rule.</summary>
internal static class ExceptionReader
{
    /// <summary>Reads the exceptions; none if the key is absent or empty.</summary>
    /// <param name="item">The rule.</param>
    /// <param name="rule">Where the rule stands.</param>
    /// <param name="isAppended">Whether they are added to those of an earlier definition.</param>
    /// <param name="decoder">Reads values.</param>
    public static List<RuleException> Read(YamlNode item, LoadContext rule, bool isAppended, ItemDecoder decoder)
    {
        List<RuleException> exceptions = [];
        Dictionary<string, int> names = new(StringComparer.Ordinal);
        if (item["exceptions"] is not { Kind: not YamlKind.Null } all)
            return exceptions;
        LoadContext context = rule.At(all, ItemType.Exceptions);
        decoder.Report.FailIf(all.Kind != YamlKind.Sequence, "Rule exceptions must be a sequence", context);
        foreach (YamlNode entry in all.Items)
        {
            LoadContext unnamed = context.At(entry, ItemType.Exception);
            decoder.Report.FailIf(entry.Kind != YamlKind.Mapping, "Rule exception must be a mapping", unnamed);
            string name = decoder.Text(entry, "name", unnamed);
            LoadContext place = rule.At(entry, ItemType.Exception, name);
            int earlier = names.GetValueOrDefault(name);
            names[name] = earlier + 1;
            for (int i = 0; i < earlier; i++)
                decoder.Report.Warn(DiagnosticCode.ExceptionNameNotUnique, $"Multiple definitions of exception '{name}' in the same rule", place);

            RuleException exception = new(name, place)
            {
                Fields = ReadEntry(entry, "fields", place, isOptional: isAppended, decoder),
                Comparisons = ReadEntry(entry, "comps", place, isOptional: true, decoder),
            };
            ReadValues(entry, exception, isAppended, decoder);
            exceptions.Add(exception);
        }

        return exceptions;
    }

    private static void ReadValues(YamlNode entry, RuleException exception, bool isAppended, ItemDecoder decoder)
    {
        if (entry["values"] is not { } values)
        {
            if (isAppended)
                decoder.Report.Warn(DiagnosticCode.AppendNoValues, "Overriding/appending exception with no values", exception.Context);
            return;
        }

        LoadContext context = exception.Context.At(values, ItemType.ExceptionValues);
        decoder.Report.FailIf(values.Kind != YamlKind.Sequence, "Rule exception values must be a sequence", context);
        foreach (YamlNode value in values.Items)
            exception.Values.Add(ToEntry(value, "", context.At(value, ItemType.ExceptionValue), decoder));
    }

    private static ExceptionEntry ReadEntry(YamlNode item, string key, LoadContext context, bool isOptional, ItemDecoder decoder)
    {
        if (item[key] is { } value)
            return ToEntry(value, key, context, decoder);
        decoder.Report.FailIf(!isOptional, $"Item has no mapping for key '{key}'", context);
        return ExceptionEntry.None;
    }

    private static ExceptionEntry ToEntry(YamlNode value, string key, LoadContext parent, ItemDecoder decoder)
    {
        LoadContext context = parent.At(value, ItemType.ValueFor, key);
        switch (value.Kind)
        {
            case YamlKind.Scalar:
                decoder.Report.FailIf(value.Text.Length == 0, "Value must be non-empty", context);
                return new ExceptionEntry(value.Text, null);
            case YamlKind.Sequence:
                return new ExceptionEntry(
                    "", [.. value.Items.Select(item => ToEntry(item, "", context.At(item, ItemType.Exception), decoder))]);
            default:
                return ExceptionEntry.None;
        }
    }
}
