namespace Falco.Rules.Formatting;

/// <summary>What a line of a rule file is.</summary>
internal enum LineRole
{
    /// <summary>Nothing but blanks.</summary>
    Blank,

    /// <summary>Nothing but a comment.</summary>
    Comment,

    /// <summary>A key or an item begins here, or what stands between documents.</summary>
    Structure,

    /// <summary>A value goes on here whose blanks at the start of lines do not count, except to people.</summary>
    Continuation,

    /// <summary>Text of a block: its blanks count, apart from the indentation of the whole block.</summary>
    Text,
}

/// <summary>A line of a rule file.</summary>
internal sealed class SourceLine(string text)
{
    /// <summary>The line as it is, without its end.</summary>
    public string Text => text;

    /// <summary>The blanks at its start.</summary>
    public int Column { get; } = text.Length - text.AsSpan().TrimStart(' ').Length;

    public LineRole Role { get; set; } =
        text.AsSpan().Trim(" \t").IsEmpty ? LineRole.Blank : text.AsSpan().TrimStart(" \t").StartsWith("#") ? LineRole.Comment : LineRole.Structure;

    /// <summary>The blanks that it is to start with; of a line of a block, those of the whole block.</summary>
    public int Indentation { get; set; }

    /// <summary>Of a line of a block (a value of several lines), the blanks that the whole block has now; else <see langword="null"/>.</summary>
    public int? BlockColumn { get; set; }

    /// <summary>The blanks that the line starts with in the formatted file: lines of a block keep their places to one another.</summary>
    public int NewColumn => Indentation + Math.Max(0, Column - (BlockColumn ?? Column));

    /// <summary>Parts of the line that are written otherwise: column, length and what takes their place, from left to right.</summary>
    public List<(int Column, int Length, string NewText)> Edits { get; } = [];
}
