namespace Falco.Core.State;

/// <summary>
/// Results of conditions, remembered on the record on which they depend: one bit says that a result is known, one what it is.
/// </summary>
/// <remarks>
/// The bits hold only under <see cref="Stamp"/>; whoever finds another clears them. The arrays belong to the record and are reused with it.
/// </remarks>
internal struct PredicateMemo
{
    public PredicateStamp Stamp;
    public ulong[]? Known;
    public ulong[]? Values;
}

/// <summary>Holds the results of a record that conditions have asked for; most records are never asked for any.</summary>
internal sealed class PredicateMemoBox
{
    public PredicateMemo Memo;
}
