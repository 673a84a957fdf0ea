namespace Falco.Core.State;

/// <summary>
/// Results of conditions, remembered on the record on which they depend: one bit says that a result is known, one what it is.
/// </summary>
/// <remarks>
/// The bits hold only while <see cref="Epoch"/> is that of the rule set and <see cref="Version"/> that of the record; whoever finds
/// another epoch or version clears them. The arrays belong to the record and are reused with it.
/// </remarks>
internal struct PredicateMemo
{
    public uint Epoch;
    public uint Version;
    public ulong[]? Known;
    public ulong[]? Values;
}
