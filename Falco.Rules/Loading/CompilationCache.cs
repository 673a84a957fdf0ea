using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>
/// Keeps what was compiled, because everything is compiled again after each file while little of it changes. Syntax trees are immutable,
/// so that the same tree is the same condition.
/// </summary>
internal sealed class CompilationCache(RuleLoaderOptions options)
{
    private readonly Dictionary<string, ParsedCondition> _parsed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Owner, ConditionNode Condition), ResolvedCondition> _resolved = new(ReferenceComparer.Instance);
    private readonly Dictionary<(IFieldResolver Fields, ConditionNode Condition), BindingResult> _bound = new(ReferenceComparer.Instance);
    private readonly Dictionary<(IFieldResolver Fields, string Format), ParsedOutput> _outputs = [];

    /// <summary>Parses a condition.</summary>
    public ParsedCondition Parse(string text)
    {
        if (!_parsed.TryGetValue(text, out ParsedCondition? result))
        {
            ConditionParser.TryParse(text, ConditionParserOptions.ForRules, out ConditionNode? condition, out SourcePosition end, out string? error);
            _parsed.Add(text, result = new ParsedCondition(condition, error, end));
        }

        return result;
    }

    /// <summary>Replaces macros in a condition.</summary>
    /// <param name="owner">What the condition belongs to.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="find">Finds the macros that the condition can see.</param>
    public ResolvedCondition Resolve(string owner, ConditionNode condition, Func<string, ConditionNode?> find)
    {
        if (_resolved.TryGetValue((owner, condition), out ResolvedCondition? known)
            && known.Lookups.TrueForAll(lookup => ReferenceEquals(lookup.Condition, find(lookup.Name))))
            return known;
        List<(string, ConditionNode?)> lookups = [];
        MacroResolver resolver = new(name =>
        {
            ConditionNode? found = find(name);
            lookups.Add((name, found));
            return found;
        }, new ConditionLimits(RuleLimits.ConditionNodes, RuleLimits.ConditionDepth));
        ResolvedCondition result = new(resolver.Resolve(condition), resolver, lookups);
        _resolved[(owner, condition)] = result;
        return result;
    }

    /// <summary>Binds a condition.</summary>
    public BindingResult Bind(ConditionNode condition, IFieldResolver fields)
    {
        if (!_bound.TryGetValue((fields, condition), out BindingResult? result))
            _bound.Add((fields, condition), result = ConditionBinder.Bind(condition, fields, options.AsyncEvents));
        return result;
    }

    /// <summary>Parses an output.</summary>
    public ParsedOutput ParseOutput(string format, IFieldResolver fields)
    {
        if (!_outputs.TryGetValue((fields, format), out ParsedOutput? result))
        {
            OutputFormat.TryParse("*" + format, fields, out OutputFormat? output, out string? error, options.Base64Buffers);
            _outputs.Add((fields, format), result = new ParsedOutput(output, error));
        }

        return result;
    }

    private sealed class ReferenceComparer
        : IEqualityComparer<(string Owner, ConditionNode Condition)>, IEqualityComparer<(IFieldResolver Fields, ConditionNode Condition)>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals((string Owner, ConditionNode Condition) x, (string Owner, ConditionNode Condition) y) =>
            x.Owner == y.Owner && ReferenceEquals(x.Condition, y.Condition);

        public int GetHashCode((string Owner, ConditionNode Condition) key) =>
            HashCode.Combine(key.Owner, System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Condition));

        public bool Equals((IFieldResolver Fields, ConditionNode Condition) x, (IFieldResolver Fields, ConditionNode Condition) y) =>
            ReferenceEquals(x.Fields, y.Fields) && ReferenceEquals(x.Condition, y.Condition);

        public int GetHashCode((IFieldResolver Fields, ConditionNode Condition) key) =>
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Condition);
    }
}

/// <summary>A parsed condition, or why there is none.</summary>
internal sealed record ParsedCondition(ConditionNode? Condition, string? Error, SourcePosition End);

/// <summary>A condition without macros.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Macros">What was replaced, and what could not be.</param>
/// <param name="Lookups">What the result depends on.</param>
internal sealed record ResolvedCondition(
    ConditionNode Condition, MacroResolver Macros, List<(string Name, ConditionNode? Condition)> Lookups);

/// <summary>A parsed output, or why there is none.</summary>
internal sealed record ParsedOutput(OutputFormat? Output, string? Error);
