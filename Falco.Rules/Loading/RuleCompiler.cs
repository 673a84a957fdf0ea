using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Compiles everything that was collected: expands lists, resolves macros, binds conditions and outputs.</summary>
internal sealed class RuleCompiler(RuleLoaderOptions options, RuleCollection collection, LoadReport report)
{
    private const int ManyEventTypes = 100;

    private static readonly string[] DeprecatedFields =
        ["evt.dir", "evt.latency", "evt.latency.s", "evt.latency.ns", "evt.latency.human", "evt.wait_latency"];

    private readonly List<(ListDefinition List, string Text)> _lists = [];
    private readonly Dictionary<string, (ConditionNode Tree, MacroDefinition Macro)> _macros = [];

    /// <summary>Compiles; the result is worthless if the report has failed.</summary>
    public IReadOnlyList<Rule> Compile()
    {
        foreach (ListDefinition list in collection.Lists.All)
            list.IsUsed = false;
        foreach (MacroDefinition macro in collection.Macros.All)
            macro.IsUsed = false;
        foreach (ListDefinition list in collection.Lists.All)
            _lists.Add((list, ListExpansion.Join(ListExpansion.Items(list, collection))));
        CompileMacros();

        List<Rule> rules = [];
        foreach (RuleDefinition definition in collection.Rules.All)
        {
            if (report.HasFailed)
                return rules;
            if (!definition.HasUnknownSource && Compile(definition) is { } rule && definition.Priority <= options.MinimumPriority)
                rules.Add(rule);
        }

        WarnOfUnused();
        return rules;
    }

    private void CompileMacros()
    {
        Dictionary<MacroDefinition, ConditionNode> parsed = [];
        foreach (MacroDefinition macro in collection.Macros.All)
        {
            if (Parse(macro.Condition, macro.ConditionContext) is not { } tree)
                return;
            parsed.Add(macro, tree);
        }

        foreach (MacroDefinition macro in collection.Macros.All)
        {
            // A macro sees those that were defined before it was defined or changed last.
            ConditionNode? tree = ResolveMacros(parsed[macro], macro.Condition, macro.Context, name =>
                collection.Macros.TryFind(name, out MacroDefinition? inner) && inner.Index < macro.Visibility ? (inner, parsed[inner]) : null);
            if (tree is null)
                return;
            _macros[macro.Name] = (tree, macro);
        }
    }

    private Rule? Compile(RuleDefinition rule)
    {
        IFieldResolver fields = options.Sources[rule.Source];
        string text = ExceptionText.Append(rule, report);
        if (report.HasFailed)
            return null;
        OutputBuilder output = new(options, rule, fields, report);
        if (!output.TryBuild(out OutputFormat? format, out string outputText, out IReadOnlyList<ExtraField> extras))
            return null;
        WarnOfDeprecatedFields(rule, rule.Output);

        if (Parse(text, rule.ConditionContext) is not { } parsed)
            return null;
        ConditionNode? resolved = ResolveMacros(parsed, text, rule.Context,
            name => _macros.TryGetValue(name, out (ConditionNode Tree, MacroDefinition Macro) found) ? (found.Macro, found.Tree) : null);
        if (resolved is null)
            return null;
        ConditionWarnings.Report(resolved, text, rule, DeprecatedFields, fields, report);
        BindingResult bound = ConditionBinder.Bind(resolved, fields);
        if (bound.Condition is null)
        {
            if (rule.SkipsUnknownFilter && IsUnknown(bound.Error!))
                report.Warn(DiagnosticCode.UnknownFilter, bound.Error!, rule.ConditionContext.InCondition(bound.ErrorPosition, text));
            else
                report.Fail(DiagnosticCode.CompileCondition, bound.Error!, rule.ConditionContext.InCondition(bound.ErrorPosition, text));
            return null;
        }

        foreach (BindingWarning warning in bound.Warnings)
            report.Warn(DiagnosticCode.ConditionWarning, warning.Message, rule.ConditionContext.InCondition(warning.Position, text));
        if (EventTypesOf(rule, resolved, text) is not { } types)
            return null;
        return new Rule
        {
            Name = rule.Name,
            Description = rule.Description,
            Source = rule.Source,
            Priority = rule.Priority,
            Tags = [.. rule.Tags],
            IsEnabled = rule.IsEnabled,
            ConditionText = text,
            OutputText = outputText,
            EventTypes = types,
            Condition = bound.Condition,
            Output = format,
            ExtraFields = extras,
        };
    }

    private HashSet<EventType>? EventTypesOf(RuleDefinition rule, ConditionNode condition, string text)
    {
        if (!EventTypeInference.TryInfer(condition, CodeUniverse.EventTypes, out CodeSet? codes, out string? error))
        {
            report.Fail(DiagnosticCode.CompileCondition, error, rule.ConditionContext.InCondition(default, text));
            return null;
        }

        if (rule is { Source: "syscall", WarnsOfEventTypes: true } && codes.Count > ManyEventTypes)
        {
            report.Warn(DiagnosticCode.NoEventType,
                "Rule matches too many evt.type values. This has a significant performance penalty.", rule.Context);
        }

        return [.. codes.Codes.Select(code => (EventType)code)];
    }

    private ConditionNode? Parse(string text, LoadContext context)
    {
        string expanded = ListExpansion.Expand(text, _lists);
        if (ConditionParser.TryParse(expanded, ConditionParserOptions.ForRules, out ConditionNode? tree, out SourcePosition end, out string? error))
            return tree;
        report.Fail(DiagnosticCode.CompileCondition, error, context.InCondition(end, text));
        return null;
    }

    private ConditionNode? ResolveMacros(
        ConditionNode tree, string text, LoadContext context, Func<string, (MacroDefinition Macro, ConditionNode Tree)?> find)
    {
        MacroResolver resolver = new(name =>
        {
            if (find(name) is not { } found)
                return null;
            found.Macro.IsUsed = true;
            return found.Tree;
        });
        ConditionNode resolved = resolver.Resolve(tree);
        if (resolver.Loops is [var loop, ..])
            report.Fail(DiagnosticCode.Validate, $"reference loop in macro '{loop.Name}'", context.InCondition(loop.Position, text));
        else if (resolver.Unknown is [var unknown, ..])
            report.Fail(DiagnosticCode.Validate, $"Undefined macro '{unknown.Name}' used in filter.", context.InCondition(unknown.Position, text));
        return report.HasFailed ? null : resolved;
    }

    private void WarnOfDeprecatedFields(RuleDefinition rule, string output)
    {
        foreach (string field in DeprecatedFields)
        {
            if (output.Contains(field, StringComparison.Ordinal))
            {
                report.WarnOfField(field, $"usage of deprecated field '{field}' has been detected in the rule output", rule.OutputContext);
            }
        }
    }

    /// <summary>Whether an error tells of a field or event that another version may know.</summary>
    internal static bool IsUnknown(string error) =>
        error.Contains("nonexistent field", StringComparison.Ordinal) || error.Contains("invalid formatting token", StringComparison.Ordinal)
        || error.Contains("unknown event type", StringComparison.Ordinal) || error.Contains("unknown filter:", StringComparison.Ordinal);

    private void WarnOfUnused()
    {
        foreach (MacroDefinition macro in collection.Macros.All)
        {
            if (!macro.IsUsed)
                report.Warn(DiagnosticCode.UnusedMacro, "Macro not referred to by any other rule/macro", macro.Context);
        }

        foreach (ListDefinition list in collection.Lists.All)
        {
            if (!list.IsUsed)
                report.Warn(DiagnosticCode.UnusedList, "List not referred to by any other rule/macro", list.Context);
        }
    }
}
