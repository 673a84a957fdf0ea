using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Compiles the output of a rule with what the configuration adds to it.</summary>
internal sealed class OutputCompiler(RuleLoaderOptions options, CompilationCache cache, LoadReport report)
{
    private const string ContainerInfo = "%container.info";

    private const string ContainerInfoMessage =
        "%container.info is deprecated and no more useful, and will be dropped by Falco 1.0.0. "
        + "The container plugin will automatically add required fields to the output message.";

    private readonly Dictionary<string, string> _suggested = [];

    /// <summary>Compiles; <see langword="null"/> if there is an error or the rule is to be skipped.</summary>
    public CompiledOutput? Compile(RuleDefinition rule, IFieldResolver fields)
    {
        string text = rule.Output.ToString();
        SortedDictionary<string, (string Format, bool IsRaw)> extra = new(StringComparer.Ordinal);
        foreach (OutputAppendix append in options.AppendOutput)
        {
            if (!append.Fits(rule))
                continue;
            if (append.ExtraOutput.Length > 0)
                text += " " + append.ExtraOutput;
            if (append.SuggestedOutput)
                text += SuggestedOf(rule.Source, fields);
            foreach ((string key, string format) in append.FormattedFields)
                extra[key] = (format, false);
            foreach (string name in append.RawFields)
                extra[name] = ("%" + name, true);
        }

        if (text.Contains(ContainerInfo, StringComparison.Ordinal))
        {
            report.Warn(DiagnosticCode.DeprecatedItem, ContainerInfoMessage, rule.Context);
            text = text.Replace(ContainerInfo, "", StringComparison.Ordinal);
        }

        return CompileOutput(rule, text, fields) is { } output ? CompileExtra(rule, text, output, extra, fields) : null;
    }

    private OutputFormat? CompileOutput(RuleDefinition rule, string text, IFieldResolver fields)
    {
        ParsedOutput parsed = cache.ParseOutput(text, fields);
        if (parsed.Output is null && rule.SkipsIfUnknownFilter && UnknownFilter.Describes(parsed.Error!))
            report.Warn(DiagnosticCode.UnknownFilter, parsed.Error!, rule.OutputContext, UnknownWord.InOutput(text, fields));
        else if (parsed.Output is null)
            report.Fail(DiagnosticCode.CompileOutput, parsed.Error!, rule.OutputContext, UnknownWord.InOutput(text, fields));
        else
            DeprecatedFields.WarnInOutput(text, rule.OutputContext, report);
        return parsed.Output;
    }

    private CompiledOutput? CompileExtra(
        RuleDefinition rule,
        string text,
        OutputFormat output,
        SortedDictionary<string, (string Format, bool IsRaw)> extra,
        IFieldResolver fields)
    {
        List<ExtraField> extraFields = [];
        foreach ((string key, (string format, bool isRaw)) in extra)
        {
            ParsedOutput parsed = cache.ParseOutput(format, fields);
            if (parsed.Output is null)
            {
                report.Fail(DiagnosticCode.CompileOutput, parsed.Error!, rule.OutputContext);
                return null;
            }

            DeprecatedFields.WarnInOutput(format, rule.OutputContext, report);
            extraFields.Add(new ExtraField(key, parsed.Output, isRaw) { Text = format });
        }

        return new CompiledOutput(text, output, extraFields);
    }

    private string SuggestedOf(string source, IFieldResolver fields)
    {
        if (!_suggested.TryGetValue(source, out string? text))
        {
            IEnumerable<FieldDefinition> suggested = fields.Classes
                .SelectMany(fieldClass => fieldClass.Fields)
                .Where(definition => (definition.Flags & FieldFlags.Suggested) != 0);
            text = string.Concat(suggested.Select(definition => $" {definition.Name.Replace('.', '_')}=%{definition.Name}"));
            _suggested.Add(source, text);
        }

        return text;
    }
}

/// <summary>An output that is ready to be filled in.</summary>
/// <param name="Text">The text with what was appended.</param>
/// <param name="Format">The text, parsed.</param>
/// <param name="ExtraFields">Fields that alerts carry beside it.</param>
internal sealed record CompiledOutput(string Text, OutputFormat Format, IReadOnlyList<ExtraField> ExtraFields);
