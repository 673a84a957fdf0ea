namespace Falco.Rules.Compilation.Graph;

/// <summary>How much room the results of a compiled rule set take.</summary>
/// <param name="EventSlots">Results that live as long as an event.</param>
/// <param name="ThreadWords">Words of 64 results on a thread.</param>
/// <param name="LineageWords">Words of 64 results on a thread that depend on its ancestors.</param>
/// <param name="DescriptorWords">Words of 64 results on a descriptor.</param>
/// <param name="CandidateWords">Words that the candidates of the event type with the most rules take.</param>
internal sealed record MemoLayout(int EventSlots, int ThreadWords, int LineageWords, int DescriptorWords, int CandidateWords)
{
    public static MemoLayout Empty { get; } = new(0, 0, 0, 0, 0);
}
