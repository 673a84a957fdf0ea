using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Checks an exception when it is first defined, and fills in the operators that it leaves out.</summary>
internal sealed class ExceptionValidator(IFieldResolver fields, LoadReport report)
{
    private static readonly HashSet<string> Operators = [.. OperatorSyntax.All.Select(syntax => syntax.Text)];
    private static readonly HashSet<string> TextOperators =
        [.. OperatorSyntax.Of(OperatorOperand.Text).ToArray().Select(syntax => syntax.Text)];

    public void Complete(ExceptionDefinition exception)
    {
        if (report.HasFailed || exception.Fields is not { } names)
            return;
        if (names.IsList)
        {
            if (names.Items.Count == 0)
                Fail("Rule exception item must have fields property with a list of fields", exception);
            exception.Comparisons ??= new ExceptionEntry(
                null, [.. names.Items.Select(item => new ExceptionEntry("=", [], item.Context))], names.Context);
            if (!exception.Comparisons.IsList || exception.Comparisons.Items.Count != names.Items.Count)
                Fail("Fields and comps lists must have equal length", exception);
            foreach (ExceptionEntry comparison in exception.Comparisons.Items)
            {
                if (!IsOperator(Trim(comparison.Text)))
                    Fail($"'{comparison.Text}' is not a supported comparison operator", exception);
            }
        }
        else
        {
            exception.Comparisons ??= new ExceptionEntry("in", [], names.Context);
            if (exception.Comparisons.IsList)
                Fail("Fields and comps must both be strings", exception);
            else if (!IsListOperator(Trim(exception.Comparisons.Text)))
            {
                Fail("When fields is a single value, comps must be one of (in, pmatch, intersects) or a modifier operator (e.g. startswith oneof)",
                    exception);
            }
        }

        foreach (ExceptionEntry field in names.IsList ? names.Items : [names])
        {
            if (!IsField(field.Text ?? ""))
                Fail($"'{field.Text}' is not a supported filter field", exception);
        }
    }

    /// <summary>Whether an operator takes a list.</summary>
    public static bool IsListOperator(string text) => text is "in" or "pmatch" or "intersects" || HasModifier(text);

    public static string Trim(string? text) => (text ?? "").Trim(' ', '\t', '\n', '\v', '\f', '\r');

    private static bool HasModifier(string text)
    {
        int blank = text.IndexOf(' ');
        return blank > 0 && TextOperators.Contains(text[..blank]) && text[(blank + 1)..] is "oneof" or "anyof" or "allof";
    }

    private static bool IsOperator(string text) => Operators.Contains(text) || HasModifier(text);

    private bool IsField(string text)
    {
        if (!ConditionParser.TryParse(text + " exists", ConditionParserOptions.ForRules, out ConditionNode? node, out _, out _))
            return false;
        return ConditionBinder.Bind(node, fields).Condition is not null;
    }

    private void Fail(string message, ExceptionDefinition exception) => report.Fail(DiagnosticCode.Validate, message, exception.Context);
}
