using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Rules.Loading;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Enabled rules, compiled together for every event type. Immutable.</summary>
internal sealed class CompiledRuleSet
{
    private readonly RuleList[] _lists;

    internal CompiledRuleSet(Rule[] rules, RuleList[] lists, MemoLayout layout)
    {
        Rules = rules;
        _lists = lists;
        Layout = layout;
    }

    /// <summary>The rules in the order of evaluation.</summary>
    public Rule[] Rules { get; }

    /// <summary>The room that results take.</summary>
    public MemoLayout Layout { get; }

    /// <summary>The rules that events of a type can meet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RuleList For(EventType type) => _lists[(int)type];

    /// <summary>The rules that events of an application's source can meet.</summary>
    /// <param name="index">The place of their type among those of the source.</param>
    public RuleList For(int index) => _lists[index];
}
