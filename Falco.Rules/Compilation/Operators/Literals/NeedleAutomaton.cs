namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// Searches for very many needles at once by the automaton of Aho and Corasick: one step for each byte of the value, whatever the number of
/// needles. The states near the root, where most steps are made, know the next one for every byte; deeper ones know their children and
/// where to fall back, so that memory grows with the bytes of the needles only.
/// </summary>
internal sealed class NeedleAutomaton
{
    // Together the rows take a megabyte at most.
    private const int MostRowEntries = 1 << 18;

    private readonly byte[] _classes = new byte[256];
    private readonly int _classCount;

    // In the order of depth, children of one state in a row; 0 is the root.
    private readonly State[] _states;

    // The class of the byte that leads into each state.
    private readonly byte[] _into;

    // The nearest state, itself or one to fall back to, where a needle ends; 0 for none.
    private readonly int[] _ends;
    private readonly int[] _rows;
    private readonly int _rowCount;

    /// <summary>Makes the automaton.</summary>
    /// <param name="needles">Different needles in the order of bytes, none empty; in lower case if case does not count.</param>
    /// <param name="ignoreCase">Whether ASCII letters are alike in both cases.</param>
    public NeedleAutomaton(byte[][] needles, bool ignoreCase)
    {
        _classCount = ClassifyBytes(needles, ignoreCase);
        NeedleTree tree = new(needles);
        _into = [.. tree.Into.Select(character => _classes[character])];
        _states = new State[tree.Into.Count];
        _ends = new int[_states.Length];
        _rowCount = Math.Clamp(MostRowEntries / _classCount, 1, _states.Length);
        _rows = new int[_rowCount * _classCount];
        int[] fallbacks = new int[_states.Length];
        for (int state = 0; state < _states.Length; state++)
        {
            // What a state falls back to is less deep, and so is complete.
            int fallback = fallbacks[state];
            _ends[state] = tree.Places[state] >= 0 ? state : _ends[fallback];
            int begin = tree.FirstChild[state];
            int end = tree.FirstChild[state + 1];
            for (int child = begin; child < end; child++)
                fallbacks[child] = state == 0 ? 0 : Next(fallback, _into[child]);
            _states[state] = new State(begin, end - begin, fallback, tree.Places[state]);
            if (state < _rowCount)
                FillRow(state);
        }
    }

    /// <summary>Searches a value.</summary>
    /// <returns>Whether the sink ended the search.</returns>
    public bool Search<TSink>(ReadOnlySpan<byte> value, ref TSink sink)
        where TSink : struct, INeedleSink, allows ref struct
    {
        int state = 0;
        foreach (byte character in value)
        {
            state = Next(state, _classes[character]);
            for (int end = _ends[state]; end != 0; end = _ends[_states[end].Fallback])
            {
                if (sink.Take(_states[end].Place))
                    return true;
            }
        }

        return false;
    }

    // Falling back can only undo what steps have built up: over a whole value it costs no more than the steps.
    private int Next(int state, byte into)
    {
        while (state >= _rowCount)
        {
            State known = _states[state];
            int child = _into.AsSpan(known.FirstChild, known.ChildCount).IndexOf(into);
            if (child >= 0)
                return known.FirstChild + child;
            state = known.Fallback;
        }

        return _rows[(state * _classCount) + into];
    }

    private void FillRow(int state)
    {
        State filled = _states[state];
        Span<int> row = _rows.AsSpan(state * _classCount, _classCount);
        if (state != 0)
            _rows.AsSpan(filled.Fallback * _classCount, _classCount).CopyTo(row);
        for (int child = filled.FirstChild; child < filled.FirstChild + filled.ChildCount; child++)
            row[_into[child]] = child;
    }

    // Bytes that no needle has are one class.
    private int ClassifyBytes(byte[][] needles, bool ignoreCase)
    {
        byte[] used = [.. needles.SelectMany(needle => needle).Distinct().Order()];
        Array.Fill(_classes, (byte)used.Length);
        for (int i = 0; i < used.Length; i++)
        {
            _classes[used[i]] = (byte)i;
            if (ignoreCase)
                _classes[AsciiText.ToUpper(used[i])] = (byte)i;
        }

        return Math.Min(used.Length + 1, 256);
    }

    private readonly record struct State(int FirstChild, int ChildCount, int Fallback, int Place);
}
