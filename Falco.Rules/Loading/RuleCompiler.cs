using System.Globalization;
using Falco.Core.Fields;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Compiles everything that was collected, up to the first error.</summary>
internal sealed class RuleCompiler(RuleCollector collector, RuleLoaderOptions options, CompilationCache cache, LoadReport report)
{
    private static readonly string TooLarge = string.Create(
        CultureInfo.InvariantCulture,
        $"Macros make the condition too large: at most {RuleLimits.ConditionNodes} nodes, {RuleLimits.ConditionDepth} of them nested, and {RuleLimits.AllConditionNodes} in all conditions");

    private readonly RuleCompilation _result = new();
    private readonly Dictionary<string, CompiledMacro> _macros = new(StringComparer.Ordinal);
    private long _conditionChars;
    private long _conditionNodes;

    /// <summary>Compiles; <see langword="null"/> if there is an error.</summary>
    public RuleCompilation? Compile()
    {
        CompileLists();
        if (!report.HasFailed)
            CompileMacros();
        OutputCompiler outputs = new(options, cache, report);
        foreach (RuleDefinition rule in collector.Rules)
        {
            if (!rule.HasUnknownSource && !report.HasFailed)
                CompileRule(rule, options.Sources[rule.Source], outputs);
            report.GoOn();
        }

        WarnOfUnused();
        return report.HasErrors ? null : _result;
    }

    /// <summary>Names of lists are replaced by their items, one level deep.</summary>
    private void CompileLists()
    {
        HashSet<string> used = [];
        long total = 0;
        foreach (ListDefinition list in collector.Lists)
        {
            List<string> items = new(Math.Min(list.Items.Count, RuleLimits.ListItems));
            foreach (string item in list.Items)
            {
                if (total + items.Count > RuleLimits.ListItems)
                    break;
                if (collector.Lists.Find(item) is { } other && other.Index < list.Visibility)
                {
                    used.Add(other.Name);
                    items.AddRange(other.Items);
                }
                else
                {
                    items.Add(item);
                }
            }

            total += items.Count;
            if (total > RuleLimits.ListItems)
            {
                report.Fail(DiagnosticCode.Validate, $"Lists have more than {RuleLimits.ListItems} items, those of the lists that they name included", list.Context);
                return;
            }

            _result.Lists.Add(new CompiledList(list, items));
        }

        foreach (CompiledList list in _result.Lists)
            list.IsUsed = used.Contains(list.Definition.Name);
    }

    private void CompileMacros()
    {
        foreach (MacroDefinition macro in collector.Macros)
        {
            if (!report.HasFailed && Parse(macro.Condition.ToString(), macro.ConditionContext) is { } condition)
            {
                CompiledMacro compiled = new(macro, condition);
                _result.Macros.Add(compiled);
                _macros.Add(macro.Name, compiled);
            }

            report.GoOn();
        }

        // In this order, so that a macro sees earlier ones resolved and later ones as they are.
        foreach (CompiledMacro macro in _result.Macros)
        {
            MacroDefinition definition = macro.Definition;
            string owner = "macro " + definition.Name;
            if (!report.HasFailed
                && Resolve(owner, macro.Condition, definition.Condition.ToString(), definition.Visibility, definition.Context) is { } condition)
                macro.Condition = condition;
            report.GoOn();
        }
    }

    private void CompileRule(RuleDefinition rule, IFieldResolver fields, OutputCompiler outputs)
    {
        SortedSet<string> exceptionFields = new(StringComparer.Ordinal);
        string text = rule.Exceptions.Count == 0
            ? rule.Condition.ToString()
            : ExceptionText.Build(rule.Condition.ToString(), rule.Exceptions, exceptionFields, report);
        if (report.HasFailed || outputs.Compile(rule, fields) is not { } output || report.HasFailed)
            return;
        if (Parse(text, rule.ConditionContext) is not { } parsed)
            return;
        if (Resolve("rule " + rule.Name, parsed, text, int.MaxValue, rule.Context) is not { } condition)
            return;
        ConditionCompiler conditions = new(cache, report);
        if (conditions.Compile(rule, text, condition, fields) is not { } compiled)
            return;
        if (fields.OwnEventTypes is { } types)
            UnreachableFields.Report(rule, compiled.Condition, output.Format.Fields, types, report);
        Rule result = new()
        {
            Name = rule.Name,
            Description = rule.Description.ToString(),
            Source = rule.Source,
            Priority = rule.Priority,
            Tags = [.. rule.Tags],
            IsEnabled = rule.IsEnabled,
            ConditionText = rule.Condition.ToString(),
            OutputText = rule.Output.ToString(),
            Captures = rule.Captures,
            CaptureDuration = TimeSpan.FromMilliseconds(rule.CaptureDuration),
            Syscalls = compiled.Syscalls,
            EventTypes = compiled.EventTypes,
            Condition = compiled.Condition,
            Output = output.Format,
            ExtraFields = output.ExtraFields,
        };
        _result.Rules.Add(new CompiledRule(rule, result, condition, output.Text, exceptionFields));
    }

    private ConditionNode? Parse(string text, LoadContext context)
    {
        string expanded = text;
        foreach (CompiledList list in _result.Lists)
            list.IsUsed |= ListExpansion.TryExpand(ref expanded, list.Definition.Name, list.Items, RuleLimits.ConditionChars);
        _conditionChars += expanded.Length;
        if (_conditionChars > RuleLimits.ConditionChars)
        {
            string message = $"Conditions have more than {RuleLimits.ConditionChars} characters, those of the lists that they name included";
            report.Fail(DiagnosticCode.CompileCondition, message, context);
            return null;
        }

        ParsedCondition parsed = cache.Parse(expanded);
        if (parsed.Condition is null)
            report.Fail(DiagnosticCode.CompileCondition, parsed.Error!, context.InCondition(parsed.End, expanded));
        return parsed.Condition;
    }

    private ConditionNode? Resolve(string owner, ConditionNode condition, string text, int visibility, LoadContext context)
    {
        ResolvedCondition resolved = cache.Resolve(
            owner,
            condition,
            name => _macros.TryGetValue(name, out CompiledMacro? macro) && macro.Definition.Index < visibility ? macro.Condition : null);

        _conditionNodes += resolved.Macros.Nodes;
        if (resolved.Macros.IsTooLarge || _conditionNodes > RuleLimits.AllConditionNodes)
        {
            report.Fail(DiagnosticCode.Validate, TooLarge, context);
            return null;
        }

        // Of several problems one is reported, loops before names that nobody knows.
        (MacroNode? problem, string message) = resolved.Macros switch
        {
            { Loops: [var loop, ..] } => (loop, $"reference loop in macro '{loop.Name}'"),
            { Unknown: [var unknown, ..] } => (unknown, $"Undefined macro '{unknown.Name}' used in filter."),
            _ => (null, ""),
        };
        if (problem is not null)
        {
            IEnumerable<string> visible = _macros.Values.Where(macro => macro.Definition.Index < visibility).Select(macro => macro.Definition.Name);
            UnknownName? unknown = resolved.Macros.Loops.Count > 0 ? null : new UnknownName(problem.Name, visible);
            report.FailFor(problem, message, context.InCondition(problem.Position, text), unknown);
            return null;
        }

        foreach (MacroNode macro in resolved.Macros.Resolved)
            _macros[macro.Name].IsUsed = true;
        return resolved.Condition;
    }

    private void WarnOfUnused()
    {
        // What is wrong may have used it.
        if (report.HasErrors)
            return;
        foreach (CompiledMacro macro in _result.Macros)
        {
            if (!macro.IsUsed)
                report.Warn(DiagnosticCode.UnusedMacro, "Macro not referred to by any other rule/macro", macro.Definition.Context);
        }

        foreach (CompiledList list in _result.Lists)
        {
            if (!list.IsUsed)
                report.Warn(DiagnosticCode.UnusedList, "List not referred to by any other rule/macro", list.Definition.Context);
        }
    }
}
