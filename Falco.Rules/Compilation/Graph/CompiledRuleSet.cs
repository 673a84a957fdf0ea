using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Rules.Loading;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Enabled rules, compiled together for every event type. Immutable.</summary>
internal sealed class CompiledRuleSet
{
    private readonly RuleBlock[][] _blocks;

    internal CompiledRuleSet(Rule[] rules, RuleBlock[][] blocks, MemoLayout layout)
    {
        Rules = rules;
        _blocks = blocks;
        Layout = layout;
    }

    /// <summary>The rules in the order of evaluation.</summary>
    public Rule[] Rules { get; }

    /// <summary>The room that results take.</summary>
    public MemoLayout Layout { get; }

    /// <summary>The rules that events of a type can meet, in blocks, in the order of evaluation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RuleBlock[] For(EventType type) => _blocks[(int)type];
}
