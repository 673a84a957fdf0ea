using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Rules.Analysis;

/// <summary>Finds rules that no event makes true, and rules that are never the first to be.</summary>
internal sealed class RuleReach
{
    // Assumptions tried for one rule and event type, and for one pair of rules: far more than any rule that people write needs.
    private const int RuleBudget = 20_000;
    private const int PairBudget = 2_000;

    private static readonly HashSet<string> None = [];

    private readonly IReadOnlySet<string> _placeholders;
    private readonly IReadOnlyDictionary<string, IFieldResolver> _sources;
    private readonly LoadReport _report;

    private RuleReach(IReadOnlySet<string> placeholders, IReadOnlyDictionary<string, IFieldResolver> sources, LoadReport report)
    {
        _placeholders = placeholders;
        _sources = sources;
        _report = report;
    }

    /// <summary>Reports such rules.</summary>
    /// <param name="compilation">The rules in the order in which they are judged, and the macros.</param>
    /// <param name="sources">The event sources and their fields.</param>
    /// <param name="matchesAll">Whether a rule may match after another has.</param>
    /// <param name="report">Where they are reported.</param>
    public static void Report(
        RuleCompilation compilation, IReadOnlyDictionary<string, IFieldResolver> sources, bool matchesAll, LoadReport report)
    {
        RuleReach reach = new(Placeholders(compilation.Macros), sources, report);
        List<CompiledRule> possible = [];
        foreach (CompiledRule rule in compilation.Rules)
        {
            if (reach.NeverMatches(rule.Rule))
                reach.ReportNever(rule);
            else if (rule.Rule.IsEnabled && !IsSwitchedOff(rule.Rule))
                possible.Add(rule);
        }

        if (!matchesAll)
            reach.ReportShadowed(possible);
    }

    // A macro that asks for nothing but a field to be there stands for what its users are to fill in, as "never_true" does.
    private static HashSet<string> Placeholders(IEnumerable<CompiledMacro> macros) =>
        [.. macros.Select(macro => macro.Condition).OfType<ExistsNode>().Select(CheckText.Of)];

    private bool NeverMatches(Rule rule)
    {
        IReadOnlyList<EventTypeInfo>? own = _sources[rule.Source].OwnEventTypes;
        foreach (EventTypeInfo type in own ?? EventSchema.Types)
        {
            if ((own is not null || RuleIndex.Contains(rule, rule.Source, type.Type))
                && !ContradictionSearch.IsImpossible([(rule.Condition, true)], type, _placeholders, RuleBudget))
                return false;
        }

        return true;
    }

    // On purpose, by a macro that is never true: such a rule is not wrong, but nothing follows from it either.
    private static bool IsSwitchedOff(Rule rule) =>
        ContradictionSearch.IsImpossible([(rule.Condition, true)], type: null, None, RuleBudget);

    private void ReportNever(CompiledRule rule) => _report.Warn(
        DiagnosticCode.NeverMatches,
        $"Rule '{rule.Rule.Name}' can never match: its condition asks for what excludes each other",
        rule.Definition.ConditionContext);

    private void ReportShadowed(List<CompiledRule> rules)
    {
        for (int i = 1; i < rules.Count; i++)
        {
            CompiledRule? shadow = rules.Take(i).FirstOrDefault(earlier => Implies(rules[i].Rule, earlier.Rule));
            if (shadow is null)
                continue;
            string message = $"Rule '{rules[i].Rule.Name}' never raises an alert: whenever it matches, rule '{shadow.Rule.Name}' does before it";
            _report.Warn(DiagnosticCode.ShadowedRule, message, rules[i].Definition.Context);
        }
    }

    private static bool Implies(Rule rule, Rule earlier) =>
        rule.Source == earlier.Source
        && rule.EventTypes.IsSubsetOf(earlier.EventTypes)
        && ContradictionSearch.IsImpossible([(rule.Condition, true), (earlier.Condition, false)], type: null, None, PairBudget);
}
