namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>Literals that a value may equal: one hash probe.</summary>
internal sealed class EqualityIndex : LiteralIndex
{
    private readonly ByteTable _table;
    private readonly LiteralIds _ids;

    /// <summary>Makes the index under a seed of its own.</summary>
    public EqualityIndex(IEnumerable<Literal> literals)
        : this(literals, SeededHash.NewSeed())
    {
    }

    /// <summary>Makes the index under a seed that is known.</summary>
    public EqualityIndex(IEnumerable<Literal> literals, ulong seed) =>
        _table = new ByteTable(LiteralIds.Group(literals, out _ids), seed);

    /// <inheritdoc/>
    public override bool MatchesAny(ReadOnlySpan<byte> value) => _table.Find(value) >= 0;

    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<byte> value, Span<ulong> marks)
    {
        int place = _table.Find(value);
        if (place >= 0)
            _ids.Mark(place, marks);
    }
}
