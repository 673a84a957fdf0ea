using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

internal sealed partial class RuleFileReader
{
    private List<ExceptionDefinition> ReadExceptions(YamlItem item, bool isAppend)
    {
        List<ExceptionDefinition> exceptions = [];
        if (item.Node["exceptions"] is not { Kind: not YamlKind.Null } list)
            return exceptions;
        LoadContext context = item.Context.At(list, ItemType.Exceptions);
        report.FailIf(list.Kind != YamlKind.Sequence, "Rule exceptions must be a sequence", context);
        foreach (YamlNode node in list.Items)
        {
            if (report.HasFailed)
                break;
            report.FailIf(node.Kind != YamlKind.Mapping, "Rule exception must be a mapping", context.At(node, ItemType.Exception));
            LoadContext named = context.At(node, ItemType.Exception, NameOf(node, "name"));
            YamlItem entry = new(node, named, report);
            ExceptionDefinition exception = new(entry.Required("name"), named);
            if (exceptions.Any(other => other.Name == exception.Name))
            {
                report.Warn(DiagnosticCode.ExceptionNameNotUnique,
                    $"Multiple definitions of exception '{exception.Name}' in the same rule", named);
            }

            ReadException(entry, exception, isAppend);
            exceptions.Add(exception);
        }

        return exceptions;
    }

    private void ReadException(YamlItem entry, ExceptionDefinition exception, bool isAppend)
    {
        if (entry.Node["fields"] is { Kind: not YamlKind.Null } fields)
            exception.Fields = ExceptionEntry.Read(fields, entry.ValueContext("fields", fields));
        else if (!isAppend)
            report.Fail("Item has no mapping for key 'fields'", exception.Context);
        if (entry.Node["comps"] is { Kind: not YamlKind.Null } comparisons)
            exception.Comparisons = ExceptionEntry.Read(comparisons, entry.ValueContext("comps", comparisons));
        if (entry.Node["values"] is { Kind: not YamlKind.Null } values)
        {
            LoadContext context = exception.Context.At(values, ItemType.ExceptionValues);
            report.FailIf(values.Kind != YamlKind.Sequence, "Rule exception values must be a sequence", context);
            exception.HasValues = true;
            foreach (YamlNode value in values.Items)
                exception.Values.Add(ExceptionEntry.Read(value, context.At(value, ItemType.ExceptionValue)));
        }
        else if (isAppend)
        {
            report.Warn(DiagnosticCode.AppendNoValues, "Overriding/appending exception with no values", exception.Context);
        }
    }

    private void MergeExceptions(RuleDefinition rule, List<ExceptionDefinition> added)
    {
        foreach (ExceptionDefinition exception in added)
        {
            ExceptionDefinition? existing = rule.Exceptions.Find(other => other.Name == exception.Name);
            if (existing is null)
            {
                if (exception.Fields is null)
                    report.Fail(DiagnosticCode.Validate, "Rule exception must have fields property with a list of fields", exception.Context);
                if (!exception.HasValues)
                    report.Fail(DiagnosticCode.Validate, "Rule exception must have values property with a list of values", exception.Context);
                if (report.HasFailed)
                    return;
                if (!rule.HasUnknownSource)
                    new ExceptionValidator(options.Sources[rule.Source], report).Complete(exception);
                rule.Exceptions.Add(exception);
                continue;
            }

            if (exception.Fields is not null)
                report.Fail(DiagnosticCode.Validate, "Can not append exception fields to existing exception, only values", exception.Context);
            if (exception.Comparisons is not null)
                report.Fail(DiagnosticCode.Validate, "Can not append exception comps to existing exception, only values", exception.Context);
            existing.Values.AddRange(exception.Values);
        }
    }
}
