namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>Takes the needles that a search comes upon; one may come several times.</summary>
internal interface INeedleSink
{
    /// <summary>Takes the place of a needle.</summary>
    /// <returns>Whether the search is over.</returns>
    bool Take(int place);
}

/// <summary>One is enough.</summary>
internal readonly struct FirstNeedle : INeedleSink
{
    public bool Take(int place) => true;
}

/// <summary>Sets the bits of all.</summary>
internal readonly ref struct NeedleMarks(LiteralIds ids, Span<ulong> marks) : INeedleSink
{
    private readonly Span<ulong> _marks = marks;

    public bool Take(int place)
    {
        ids.Mark(place, _marks);
        return false;
    }
}
