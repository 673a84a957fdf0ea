using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph.Witnesses;

/// <summary>
/// Tells which rules of an event type can hold at all: those whose witness occurs in the event, and those without one. What depends on a
/// thread or a descriptor alone is found out once and remembered there. Immutable.
/// </summary>
/// <param name="always">The rules without a witness, 64 a word.</param>
internal sealed class WitnessIndex(ulong[] always)
{
    /// <summary>Families that are looked at for every event.</summary>
    public WitnessFamily[] OfEvent { get; init; } = [];

    /// <summary>Families whose result is remembered on the thread, from a word on.</summary>
    public RememberedFamilies? OfThread { get; init; }

    /// <inheritdoc cref="OfThread"/>
    public RememberedFamilies? OfLineage { get; init; }

    /// <summary>Families whose result is remembered on the descriptor, from a word on.</summary>
    public RememberedFamilies? OfDescriptor { get; init; }

    /// <summary>The rules that can hold, 64 a word; valid until the next call with the same context.</summary>
    public ReadOnlySpan<ulong> Candidates(in HostEvent view, EvaluationContext context)
    {
        Span<ulong> rules = context.Candidates[..always.Length];
        always.CopyTo(rules);
        foreach (WitnessFamily family in OfEvent)
            family.Mark(in view, context.Scratch, rules);
        if (OfThread is not null)
            Add(OfThread, context.HasThreadBits(in view) ? context.ThreadBits : default, in view, context, rules);
        if (OfLineage is not null)
            Add(OfLineage, context.HasLineageBits(in view) ? context.LineageBits : default, in view, context, rules);
        if (OfDescriptor is not null)
            Add(OfDescriptor, context.HasDescriptorBits(in view) ? context.DescriptorBits : default, in view, context, rules);
        return rules;
    }

    private static void Add(RememberedFamilies families, MemoBits memory, in HostEvent view, EvaluationContext context, Span<ulong> rules)
    {
        if (!memory.IsOpen)
        {
            families.Mark(in view, context, rules);
            return;
        }

        Span<ulong> remembered = memory.Words(families.Word, rules.Length);
        if (!memory.IsKnown(families.Word))
        {
            remembered.Clear();
            families.Mark(in view, context, remembered);
            memory.SetKnown(families.Word);
        }

        for (int i = 0; i < rules.Length; i++)
            rules[i] |= remembered[i];
    }
}

/// <summary>Families with the place where their common result is remembered.</summary>
/// <param name="Families">The families.</param>
/// <param name="Word">The first word; there are as many as the rules of the type need.</param>
internal sealed record RememberedFamilies(WitnessFamily[] Families, int Word)
{
    /// <summary>Marks the rules of which a literal occurs; remembers nothing.</summary>
    public void Mark(in HostEvent view, EvaluationContext context, Span<ulong> rules)
    {
        foreach (WitnessFamily family in Families)
            family.Mark(in view, context.Scratch, rules);
    }
}
