using System.Diagnostics.CodeAnalysis;
using System.Text;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Puts a rule's output together with what is appended to it.</summary>
internal sealed class OutputBuilder(RuleLoaderOptions options, RuleDefinition rule, IFieldResolver fields, LoadReport report)
{
    private const string ContainerInfo = "%container.info";

    public bool TryBuild([NotNullWhen(true)] out OutputFormat? format, out string text, out IReadOnlyList<ExtraField> extras)
    {
        text = WithAppendices();
        extras = [];
        if (text.Contains(ContainerInfo, StringComparison.Ordinal))
        {
            report.Warn(DiagnosticCode.DeprecatedItem,
                "%container.info is deprecated and no more useful, and will be dropped by Falco 1.0.0. "
                + "The container plugin will automatically add required fields to the output message.", rule.OutputContext);
            text = text.Replace(ContainerInfo, "", StringComparison.Ordinal);
        }

        if (!OutputFormat.TryParse("*" + text, fields, out format, out string? error))
        {
            if (rule.SkipsUnknownFilter && RuleCompiler.IsUnknown(error))
                report.Warn(DiagnosticCode.UnknownFilter, error, rule.OutputContext);
            else
                report.Fail(DiagnosticCode.CompileOutput, error, rule.OutputContext);
            return false;
        }

        extras = ReadExtras();
        return !report.HasFailed;
    }

    private string WithAppendices()
    {
        StringBuilder text = new(rule.Output);
        foreach (OutputAppendix appendix in options.AppendOutput)
        {
            if (!appendix.Fits(rule))
                continue;
            if (appendix.ExtraOutput.Length > 0)
                text.Append(' ').Append(appendix.ExtraOutput);
            if (appendix.SuggestedOutput)
                AppendSuggested(text);
        }

        return text.ToString();
    }

    private void AppendSuggested(StringBuilder text)
    {
        foreach (FieldClass group in fields.Classes)
        {
            foreach (FieldDefinition field in group.Fields)
            {
                if ((field.Flags & FieldFlags.Suggested) != 0)
                    text.Append(' ').Append(field.Name.Replace('.', '_')).Append("=%").Append(field.Name);
            }
        }
    }

    private List<ExtraField> ReadExtras()
    {
        List<ExtraField> extras = [];
        foreach (OutputAppendix appendix in options.AppendOutput)
        {
            if (!appendix.Fits(rule))
                continue;
            foreach ((string name, string format) in appendix.FormattedFields)
                AddExtra(extras, name, format, isRaw: false);
            foreach (string field in appendix.RawFields)
                AddExtra(extras, field, "%" + field, isRaw: true);
        }

        return extras;
    }

    private void AddExtra(List<ExtraField> extras, string name, string format, bool isRaw)
    {
        if (OutputFormat.TryParse("*" + format, fields, out OutputFormat? parsed, out string? error))
            extras.Add(new ExtraField(name, parsed, isRaw));
        else
            report.Fail(DiagnosticCode.CompileOutput, error, rule.OutputContext);
    }
}
