using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Falco.Rules.Formatting;

/// <summary>Finds out what each line of a rule file is and where it belongs, by walking over the parser's events.</summary>
internal sealed class SourceLines
{
    private const int Step = 2;
    private const int MaxDepth = 500;

    private readonly SourceLine[] _lines;
    private readonly bool[] _isPlaced;
    private readonly Parser _parser;

    private SourceLines(string content)
    {
        _lines = [.. content.Split('\n').Select(line => new SourceLine(line.TrimEnd('\r')))];
        _isPlaced = new bool[_lines.Length];
        _parser = new Parser(new StringReader(content));
    }

    /// <summary>The lines of a text that is YAML.</summary>
    public static SourceLine[] Of(string content)
    {
        SourceLines lines = new(content);
        lines._parser.MoveNext();
        while (lines._parser.MoveNext())
        {
            if (lines._parser.Current is DocumentStart)
            {
                lines._parser.MoveNext();
                lines.ReadNode(0, 0);
            }
        }

        return lines._lines;
    }

    // The current event is the first of the node; afterwards it is the last.
    private void ReadNode(int indentation, int depth)
    {
        ParsingEvent current = _parser.Current!;
        if (depth > MaxDepth)
            throw new YamlException(current.Start, current.End, "nested too deep");
        switch (current)
        {
            case Scalar scalar:
                ReadScalar(scalar, indentation);
                break;
            case SequenceStart { Style: SequenceStyle.Flow }:
            case MappingStart { Style: MappingStyle.Flow }:
                ReadFlow(current, indentation);
                break;
            case SequenceStart:
                while (Next() is not SequenceEnd)
                {
                    PlaceDash(_parser.Current!, indentation);
                    ReadNode(indentation + Step, depth + 1);
                }

                break;
            case MappingStart:
                while (Next() is not MappingEnd)
                    ReadEntry(indentation, depth);
                break;
        }
    }

    private void ReadEntry(int indentation, int depth)
    {
        ParsingEvent key = _parser.Current!;
        Place(LineOf(key.Start), indentation);
        ReadNode(indentation, depth + 1);
        ParsingEvent value = Next();
        NarrowGap(key, value);
        ReadNode(indentation + Step, depth + 1);
    }

    private void ReadScalar(Scalar scalar, int indentation)
    {
        int first = LineOf(scalar.Start);
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            PlaceText(first + 1, indentation);
        else if (scalar.Value.Length > 0 || scalar.Style != ScalarStyle.Plain)
            Continue(first, LineOf(scalar.End), scalar.End, indentation);
    }

    private void ReadFlow(ParsingEvent start, int indentation)
    {
        List<string> items = [];
        bool isPlain = start is SequenceStart;
        int lastColumn = (int)start.Start.Column;
        int depth = 1;
        while (depth > 0)
        {
            ParsingEvent current = Next();
            depth += current is SequenceStart or MappingStart ? 1 : current is SequenceEnd or MappingEnd ? -1 : 0;
            isPlain &= current is Scalar { Tag.IsEmpty: true, Anchor.IsEmpty: true } or SequenceEnd && current.Start.Line == start.Start.Line;
            if (!isPlain || current is not Scalar)
                continue;
            items.Add(Slice(current));
            lastColumn = (int)current.End.Column - 1;
        }

        int first = LineOf(start.Start);
        ParsingEvent end = _parser.Current!;
        if (isPlain && start is SequenceStart { Tag.IsEmpty: true, Anchor.IsEmpty: true } && end.End.Line == start.Start.Line)
        {
            // The mark of the end does not say on which side of the bracket it is.
            int column = (int)start.Start.Column - 1;
            int close = _lines[first].Text.IndexOf(']', lastColumn);
            if (close >= 0)
                _lines[first].Edits.Add((column, close + 1 - column, $"[{string.Join(", ", items)}]"));
        }

        Continue(first, LineOf(end.End), end.End, indentation);
    }

    // A value that goes on over several lines; where it begins on a line of its own, that one, too.
    private void Continue(int first, int last, Mark end, int indentation)
    {
        if (end.Column <= 1 && last > first)
            last--;
        int[] block = [.. Enumerable.Range(first, last - first + 1).Where(line => line < _lines.Length && !_isPlaced[line])];
        int column = block.Where(line => _lines[line].Role != LineRole.Blank && !IsClosing(_lines[line])).Select(line => _lines[line].Column).DefaultIfEmpty().Min();
        foreach (int line in block)
        {
            if (_lines[line].Role == LineRole.Structure)
                _lines[line].Role = LineRole.Continuation;
            _lines[line].BlockColumn = IsClosing(_lines[line]) ? null : column;
            Place(line, IsClosing(_lines[line]) ? indentation - Step : indentation);
        }
    }

    // A bracket on a line of its own stands below the key.
    private static bool IsClosing(SourceLine line) => line.Text.AsSpan().TrimStart(' ') is [']' or '}', ..];

    private void PlaceText(int first, int indentation)
    {
        int line = first;
        while (line < _lines.Length && _lines[line].Text.AsSpan().Trim(' ').IsEmpty)
            line++;
        if (line == _lines.Length)
            return;
        int column = _lines[line].Column;
        int last = line - 1;
        for (; line < _lines.Length; line++)
        {
            bool isEmpty = _lines[line].Text.AsSpan().Trim(' ').IsEmpty;
            if (!isEmpty && _lines[line].Column < column)
                break;
            last = isEmpty ? last : line;
        }

        // Empty lines behind the text are as good as any others, unless the block keeps them: the comparison at the end would tell.
        for (line = first; line <= last; line++)
        {
            (_lines[line].Role, _lines[line].BlockColumn) = (LineRole.Text, column);
            Place(line, indentation);
        }
    }

    private void PlaceDash(ParsingEvent item, int indentation)
    {
        for (int line = Math.Min(LineOf(item.Start), _lines.Length - 1); line >= 0; line--)
        {
            if (!_lines[line].Text.AsSpan().TrimStart(' ').StartsWith("-"))
                continue;
            Place(line, indentation);
            NarrowDashes(_lines[line]);
            return;
        }
    }

    private static void NarrowDashes(SourceLine line)
    {
        int at = line.Column;
        while (line.Edits.Count == 0 && at < line.Text.Length && line.Text[at] == '-')
        {
            int next = at + 1;
            while (next < line.Text.Length && line.Text[next] == ' ')
                next++;
            if (next == at + 1)
                return;
            if (next < line.Text.Length && line.Text[next] != '#' && next > at + 2)
                line.Edits.Add((at + 1, next - at - 1, " "));
            at = next;
        }
    }

    private void NarrowGap(ParsingEvent key, ParsingEvent value)
    {
        if (LineOf(value.Start) != LineOf(key.End) || value is Scalar { Value.Length: 0, Style: ScalarStyle.Plain })
            return;
        SourceLine line = _lines[LineOf(key.End)];
        int from = (int)key.End.Column - 1;
        int to = (int)value.Start.Column - 1;
        if (to > from && to <= line.Text.Length && line.Text[from..to] is [':', .. var gap] && gap.Length > 1 && gap.AsSpan().Trim(' ').IsEmpty)
            line.Edits.Add((from + 1, to - from - 1, " "));
    }

    private void Place(int line, int indentation)
    {
        if (line >= _lines.Length || _isPlaced[line])
            return;
        _isPlaced[line] = true;
        _lines[line].Indentation = indentation;
    }

    private string Slice(ParsingEvent scalar) =>
        _lines[LineOf(scalar.Start)].Text[((int)scalar.Start.Column - 1)..((int)scalar.End.Column - 1)];

    private ParsingEvent Next()
    {
        _parser.MoveNext();
        return _parser.Current!;
    }

    private static int LineOf(Mark mark) => (int)mark.Line - 1;
}
