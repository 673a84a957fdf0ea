namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// Many literals of one operator, to which a value is compared by one look instead of one comparison for each. Immutable, and asked from
/// any thread without allocating.
/// </summary>
internal abstract class LiteralIndex
{
    /// <summary>Whether at least one literal matches.</summary>
    public abstract bool MatchesAny(ReadOnlySpan<byte> value);

    /// <summary>Sets the bits of all literals that match; the other bits stay as they are.</summary>
    /// <param name="value">The value.</param>
    /// <param name="marks">Bits by id, with room for the greatest one.</param>
    public abstract void Mark(ReadOnlySpan<byte> value, Span<ulong> marks);
}
