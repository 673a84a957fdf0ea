using System.Numerics;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Rules.Tests.Compilation;

namespace Falco.Rules.Tests.Graph;

/// <summary>Conditions compiled together, each as a rule that is judged on every type of event.</summary>
internal sealed class CompiledConditions
{
    private static readonly HashSet<EventType> AllTypes = [.. EventSchema.Types.Select(type => type.Type)];
    private readonly CompiledRuleSet _compiled;
    private readonly EvaluationContext _context;

    public CompiledConditions(
        IReadOnlyList<Rule> rules, HostState host, RuleOptimizations optimizations = RuleOptimizations.All)
    {
        _compiled = RuleSetCompiler.Compile(rules, "syscall", optimizations);
        _context = new EvaluationContext(host);
        _context.Adopt(_compiled.Layout, EvaluationRoom.For(_compiled.Layout));
    }

    public static Rule Rule(string condition, IFieldResolver? fields = null)
    {
        BindingResult bound = Conditions.Bind(condition, fields ?? FieldCatalog.For("syscall"));
        Assert.True(bound.Error is null, $"{condition}: {bound.Error}");
        return Rule(condition, bound.Condition!);
    }

    public static Rule Rule(string name, BoundNode condition) => new()
    {
        Name = name,
        Description = "",
        Source = "syscall",
        Priority = RulePriority.Notice,
        Tags = [],
        IsEnabled = true,
        ConditionText = name,
        OutputText = "",
        Condition = condition,
        EventTypes = AllTypes,
    };

    /// <summary>The conditions that hold, by their places.</summary>
    public void Judge(in HostEvent view, bool[] results)
    {
        Array.Clear(results);
        _context.BeginEvent();
        RuleList rules = _compiled.For(view.Event.Type);
        ReadOnlySpan<ulong> candidates = rules.Index is { } index ? index.Candidates(in view, _context) : Array.ConvertAll(rules.Blocks, block => block.All);
        for (int i = 0; i < rules.Blocks.Length; i++)
        {
            RuleBlock block = rules.Blocks[i];
            for (ulong matches = block.Match(candidates[i], in view, _context); matches != 0; matches &= matches - 1)
                results[block.Rules[BitOperations.TrailingZeroCount(matches)]] = true;
        }
    }
}
