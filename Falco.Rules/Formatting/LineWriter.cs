using System.Text;

namespace Falco.Rules.Formatting;

/// <summary>Writes lines where they belong, with the empty lines and comments between them.</summary>
internal sealed class LineWriter(SourceLine[] lines)
{
    private readonly StringBuilder _text = new();

    // Empty lines that were read and not written yet.
    private bool _hasGap;
    private bool _hasItem;

    /// <summary>The formatted text.</summary>
    public string Write()
    {
        PlaceComments();
        for (int i = 0; i < lines.Length; i++)
            Write(i);
        return _text.ToString();
    }

    private void Write(int index)
    {
        SourceLine line = lines[index];
        switch (line.Role)
        {
            case LineRole.Blank:
                _hasGap = true;
                return;
            case LineRole.Text:
                WriteText(line);
                return;
        }

        WriteGap(index);
        string content = Edit(line);
        _text.Append(' ', line.NewColumn).Append(content.AsSpan().Trim(" \t")).Append('\n');
        _hasItem |= line is { Role: LineRole.Structure, Indentation: 0 } && content.TrimStart(' ').StartsWith('-');
    }

    // One empty line between items: before the comment that belongs to the next one, if it has one.
    private void WriteGap(int index)
    {
        bool separates = _hasItem && BeginsItem(index);
        if (separates)
            _hasItem = false;
        if ((_hasGap || separates) && _text.Length > 0)
            _text.Append('\n');
        _hasGap = false;
    }

    private bool BeginsItem(int index)
    {
        while (index < lines.Length && lines[index] is { Role: LineRole.Comment, Indentation: 0 })
            index++;
        return index < lines.Length && lines[index] is { Role: LineRole.Structure, Indentation: 0 } line
            && line.Text.AsSpan().TrimStart(' ').StartsWith("-") && !line.Text.StartsWith("---", StringComparison.Ordinal);
    }

    private void WriteText(SourceLine line)
    {
        int column = line.BlockColumn!.Value;
        if (line.Text.Length > column)
            _text.Append(' ', line.Indentation).Append(line.Text.AsSpan(column));
        _text.Append('\n');
        _hasGap = false;
    }

    private static string Edit(SourceLine line)
    {
        if (line.Edits.Count == 0)
            return line.Text;
        StringBuilder text = new();
        int at = 0;
        foreach ((int column, int length, string newText) in line.Edits.OrderBy(edit => edit.Column))
        {
            text.Append(line.Text.AsSpan(at, column - at)).Append(newText);
            at = column + length;
        }

        return text.Append(line.Text.AsSpan(at)).ToString();
    }

    // A comment belongs to what follows it, unless it stands deeper: then to what precedes it.
    private void PlaceComments()
    {
        int below = -1;
        int belowColumn = -1;
        for (int i = lines.Length - 1; i >= 0; i--)
        {
            SourceLine line = lines[i];
            if (line.Role == LineRole.Structure)
                (below, belowColumn) = (line.Indentation, line.Column);
            else if (line.Role == LineRole.Comment && line.Column > 0 && line.Indentation == 0)
                line.Indentation = below >= 0 && line.Column <= belowColumn ? below : Above(i);
        }
    }

    private int Above(int index)
    {
        for (int i = index - 1; i >= 0; i--)
        {
            if (lines[i].Role == LineRole.Structure)
                return IsDash(lines[i]) ? lines[i].Indentation + 2 : lines[i].Indentation;
        }

        return 0;
    }

    private static bool IsDash(SourceLine line) => line.Text.AsSpan().TrimStart(' ').StartsWith("- ");
}
