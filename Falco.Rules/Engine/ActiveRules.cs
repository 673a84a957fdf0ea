using Falco.Core.Events;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>A rule set as an engine uses it: which rules are on, compiled, with their counts.</summary>
/// <remarks>
/// Everything that the set needs is made here, on the thread that asks for it, so that the source's thread only exchanges a reference.
/// </remarks>
internal sealed class ActiveRules
{
    private readonly Dictionary<string, RuleCounter> _byName;
    private readonly RuleCounter[] _counters;
    private EvaluationRoom? _room;

    private ActiveRules(RuleSet set, CompiledRuleSet compiled, Dictionary<string, RuleCounter> counters)
    {
        Set = set;
        Compiled = compiled;
        _room = EvaluationRoom.For(compiled.Layout);
        _byName = counters;
        _counters = Array.ConvertAll(compiled.Rules, rule => counters[rule.Name]);
    }

    public RuleSet Set { get; }

    public CompiledRuleSet Compiled { get; }

    /// <summary>The system calls that the enabled rules name.</summary>
    public SyscallSet Syscalls => SyscallsOf(Compiled.Rules);

    /// <summary>Compiles a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="options">Which of its rules are on.</param>
    /// <param name="previous">The set that it replaces, whose counts it carries on.</param>
    public static ActiveRules Compile(RuleSet set, RuleEngineOptions options, ActiveRules? previous = null)
    {
        CompiledRuleSet compiled = RuleSetCompiler.Compile(Enabled(set, options), options.Source, options.Optimizations);
        return new ActiveRules(set, compiled, CountersOf(set, options, previous));
    }

    /// <summary>Compiles a set for an application's source.</summary>
    /// <param name="set">The set.</param>
    /// <param name="options">Which of its rules are on.</param>
    /// <param name="types">The types of the source's events.</param>
    /// <param name="previous">The set that it replaces, whose counts it carries on.</param>
    public static ActiveRules Compile(RuleSet set, RuleEngineOptions options, IReadOnlyList<EventTypeInfo> types, ActiveRules? previous)
    {
        // Where only the first rule that holds counts, none may hide one that asks for refusal.
        Rule[] rules = [.. Enabled(set, options).OrderByDescending(rule => rule.Denies)];
        return new ActiveRules(set, RuleSetCompiler.Compile(rules, types, options.Optimizations), CountersOf(set, options, previous));
    }

    /// <summary>The system calls that the rules of a set name which would be on.</summary>
    public static SyscallSet SyscallsOf(RuleSet set, RuleEngineOptions options) => SyscallsOf(Enabled(set, options));

    /// <summary>Room for one who judges by the set: the first finds it made.</summary>
    public EvaluationRoom TakeRoom() => Interlocked.Exchange(ref _room, null) ?? EvaluationRoom.For(Compiled.Layout);

    /// <summary>The names of the fields that some rule reads, in its condition or in its output.</summary>
    public IEnumerable<string> FieldNames() =>
        Compiled.Rules
            .SelectMany(rule => BoundFields.Of(rule.Condition).Concat(rule.Output.Fields).Concat(rule.ExtraFields.SelectMany(extra => extra.Format.Fields)))
            .Select(field => field.Definition.Name);

    /// <summary>Counts an alert of a rule and returns the rule.</summary>
    public Rule Count(int index)
    {
        _counters[index].Increment();
        return Compiled.Rules[index];
    }

    public IEnumerable<KeyValuePair<Rule, long>> AlertsByRule()
    {
        foreach (Rule rule in Set.Rules)
        {
            if (_byName.TryGetValue(rule.Name, out RuleCounter? counter) && counter.Alerts is > 0 and long alerts)
                yield return new KeyValuePair<Rule, long>(rule, alerts);
        }
    }

    // Switched off or on, a rule keeps its count; one that is gone takes it along, so that counts do not pile up.
    private static Dictionary<string, RuleCounter> CountersOf(RuleSet set, RuleEngineOptions options, ActiveRules? previous)
    {
        Dictionary<string, RuleCounter> counters = new(StringComparer.Ordinal);
        foreach (Rule rule in OfSource(set, options))
            counters.TryAdd(rule.Name, previous?._byName.GetValueOrDefault(rule.Name) ?? new RuleCounter());
        return counters;
    }

    private static SyscallSet SyscallsOf(IReadOnlyList<Rule> rules) =>
        rules.Aggregate(SyscallSet.Empty, (all, rule) => all.Union(rule.Syscalls));

    private static List<Rule> Enabled(RuleSet set, RuleEngineOptions options) =>
        RuleSwitchboard.Enabled(OfSource(set, options), options.Selections);

    private static IEnumerable<Rule> OfSource(RuleSet set, RuleEngineOptions options) =>
        set.Rules.Where(rule => rule.Source == options.Source);
}
