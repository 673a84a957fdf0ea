using Falco.Rules.Language;
using YamlDotNet.Core;

namespace Falco.Rules.Loading.Yaml;

/// <summary>Turns the parser's marks (chars, lines and columns from 1) into positions (UTF-8 bytes, lines and columns from 0).</summary>
/// <remarks>Marks mostly ascend, so that a file is walked once.</remarks>
internal sealed class YamlPositions(string content)
{
    private int _index;
    private SourcePosition _position;

    /// <summary>The position of a mark.</summary>
    public SourcePosition Of(Mark mark)
    {
        int target = (int)Math.Min(mark.Index, content.Length);
        if (target < _index)
            (_index, _position) = (0, default);
        (int offset, int line, int column) = (_position.Offset, _position.Line, _position.Column);
        for (; _index < target; _index++)
        {
            char c = content[_index];

            // A surrogate is half of a character of four bytes.
            int bytes = c < 0x80 ? 1 : c < 0x800 || char.IsSurrogate(c) ? 2 : 3;
            offset += bytes;
            column += bytes;
            if (c == '\n')
                (line, column) = (line + 1, 0);
        }

        return _position = new SourcePosition(offset, line, column);
    }
}
