using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Testing.Coverage;

/// <summary>Finds where the comparisons of unfolded conditions come from.</summary>
/// <remarks>Macros are unfolded by reference: a comparison of a rule is the same object as in the macro that it comes from.</remarks>
internal sealed class PredicatePlaces
{
    private readonly Dictionary<ConditionNode, PredicateCoverage> _ofMacros = new(ReferenceEqualityComparer.Instance);
    private readonly SourceTexts _sources;

    public PredicatePlaces(RuleLoader loader)
    {
        _sources = new SourceTexts(loader.Contents);

        // A macro sees those before it unfolded: what is in it and not yet known is its own.
        foreach (CompiledMacro macro in loader.Compilation.Macros)
        {
            LoadContext context = macro.Definition.ConditionContext;
            PlaceFinder places = new(_sources, context, context.End, macro.Definition.Name);
            foreach (ConditionNode leaf in Leaves(macro.Condition))
            {
                if (!_ofMacros.ContainsKey(leaf))
                    _ofMacros.Add(leaf, places.Of(leaf));
            }
        }
    }

    /// <summary>The comparisons of a rule, with their places.</summary>
    public IEnumerable<PredicateRecord> Of(CompiledRule rule)
    {
        // Exceptions stand behind the condition, within the rule.
        LoadContext context = rule.Definition.ConditionContext;
        PlaceFinder places = new(_sources, context, rule.Definition.Context.End, "");
        IEnumerable<(ConditionNode Leaf, BoundCheck Check)> pairs = Leaves(rule.Condition).Zip(Checks(rule.Rule.Condition));
        foreach ((ConditionNode leaf, BoundCheck check) in pairs)
        {
            PredicateCoverage place = _ofMacros.TryGetValue(leaf, out PredicateCoverage? known) ? known : places.Of(leaf);
            yield return new PredicateRecord(check, place with { Text = check.Text });
        }
    }

    private static IEnumerable<ConditionNode> Leaves(ConditionNode node) => node switch
    {
        AndNode and => and.Children.SelectMany(Leaves),
        OrNode or => or.Children.SelectMany(Leaves),
        NotNode not => Leaves(not.Child),
        _ => [node],
    };

    private static IEnumerable<BoundCheck> Checks(BoundNode node) => node switch
    {
        BoundAnd and => and.Children.SelectMany(Checks),
        BoundOr or => or.Children.SelectMany(Checks),
        BoundNot not => Checks(not.Child),
        BoundCheck check => [check],
        _ => throw new ArgumentException($"Unknown kind of node: {node.GetType().Name}.", nameof(node)),
    };

    /// <summary>Walks over the text of one condition, from comparison to comparison, by the fields that they begin with.</summary>
    private sealed class PlaceFinder(SourceTexts sources, LoadContext context, int end, string macro)
    {
        private readonly SourceText? _source = sources.Find(context.Root.Location.Name);
        private int _at = context.Start;

        public PredicateCoverage Of(ConditionNode leaf)
        {
            string field = FieldOf(leaf switch
            {
                ComparisonNode comparison => comparison.Left,
                ExistsNode exists => exists.Left,
                _ => null,
            });
            int found = _source is null || field.Length == 0 ? -1 : _source.FindWord(field, _at, Math.Max(end, context.End));
            int line = context.Location.Position.Line + 1;
            if (found >= 0)
            {
                _at = found + 1;
                line = _source!.Range(found, found).Start.Line;
            }

            return new PredicateCoverage("", macro, context.Root.Location.Name, line, false, false);
        }

        private static string FieldOf(OperandNode? operand) => operand switch
        {
            FieldNode field => field.Name,
            TransformerNode transformer => transformer.Arguments.Select(FieldOf).FirstOrDefault(static name => name.Length > 0) ?? "",
            TransformerListNode list => list.Items.Select(FieldOf).FirstOrDefault(static name => name.Length > 0) ?? "",
            _ => "",
        };
    }
}
