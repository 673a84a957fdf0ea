namespace Falco.Rules.Compilation.Graph;

/// <summary>Room for what is found out about one event; never used before, and used by one context.</summary>
/// <param name="EventResults">Room for the results of one event.</param>
/// <param name="Candidates">Room for the rules that can hold for an event, 64 a word.</param>
internal sealed record EvaluationRoom(ulong[] EventResults, ulong[] Candidates)
{
    /// <summary>Makes the room that a compiled rule set takes.</summary>
    public static EvaluationRoom For(MemoLayout layout) => new(new ulong[layout.EventSlots], new ulong[layout.CandidateWords]);
}
