using System.Buffers;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Rules.Analysis;

/// <summary>Finds macros that say what another says.</summary>
internal static class MacroRepetitions
{
    private static readonly SearchValues<char> NotOfNames = SearchValues.Create("() \t\r\n=<>");

    public static void Report(IEnumerable<CompiledMacro> macros, LoadReport report)
    {
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        foreach (CompiledMacro macro in macros)
        {
            if (IsHook(macro))
                continue;
            string name = macro.Definition.Name;
            if (!known.TryAdd(ConditionPrinter.Print(macro.Condition), name))
            {
                string first = known[ConditionPrinter.Print(macro.Condition)];
                report.Warn(DiagnosticCode.RepeatedMacro, $"Macro '{name}' says what macro '{first}' says", macro.Definition.ConditionContext);
            }
        }
    }

    // A macro that is nothing but another one, or a constant, is there to be overridden.
    private static bool IsHook(CompiledMacro macro) =>
        macro.Condition is ComparisonNode { Left: FieldNode { Name: "evt.num" } }
        || macro.Definition.Condition.ToString().AsSpan().Trim("() \t\r\n").IndexOfAny(NotOfNames) < 0;
}
