namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>The ids that belong to each place of an index: equal literals stand in it once, whatever the number of their ids.</summary>
internal sealed class LiteralIds
{
    private readonly int[] _starts;
    private readonly int[] _ids;

    /// <summary>Makes the table.</summary>
    /// <param name="pairs">Which id belongs to which place.</param>
    /// <param name="places">How many places there are.</param>
    public LiteralIds(IReadOnlyCollection<(int Place, int Id)> pairs, int places)
    {
        _starts = new int[places + 1];
        _ids = new int[pairs.Count];
        foreach ((int place, _) in pairs)
            _starts[place + 1]++;
        for (int i = 0; i < places; i++)
            _starts[i + 1] += _starts[i];
        int[] next = _starts[..places];
        foreach ((int place, int id) in pairs)
            _ids[next[place]++] = id;
    }

    /// <summary>Puts equal literals together.</summary>
    /// <param name="literals">Literals in any order.</param>
    /// <param name="ids">The ids of each of those that are returned.</param>
    /// <returns>Different literals in the order of their bytes.</returns>
    public static byte[][] Group(IEnumerable<Literal> literals, out LiteralIds ids)
    {
        Literal[] sorted = [.. literals];
        Array.Sort(sorted, (left, right) => left.Bytes.AsSpan().SequenceCompareTo(right.Bytes));
        List<byte[]> different = [];
        var pairs = new (int Place, int Id)[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (different.Count == 0 || !different[^1].AsSpan().SequenceEqual(sorted[i].Bytes))
                different.Add(sorted[i].Bytes);
            pairs[i] = (different.Count - 1, sorted[i].Id);
        }

        ids = new LiteralIds(pairs, different.Count);
        return [.. different];
    }

    /// <summary>Sets the bits of all ids of a place.</summary>
    public void Mark(int place, Span<ulong> marks)
    {
        for (int i = _starts[place]; i < _starts[place + 1]; i++)
            marks[_ids[i] >> 6] |= 1UL << _ids[i];
    }
}
