using System.Globalization;
using System.Text;

namespace Falco.Cli.Listing;

/// <summary>Writes JSON for people: two spaces of indentation a level, an empty list on one line.</summary>
internal sealed class IndentedJson(StringBuilder text)
{
    private int _depth;
    private bool _isFirst = true;
    private bool _followsKey;

    public void BeginObject() => Begin('{');

    public void EndObject() => End('}');

    public void BeginArray() => Begin('[');

    public void EndArray() => End(']');

    public void Key(string name)
    {
        Separate();
        AppendQuoted(name);
        text.Append(": ");
        _followsKey = true;
    }

    public void Text(string value)
    {
        Separate();
        AppendQuoted(value);
    }

    public void Boolean(bool value)
    {
        Separate();
        text.Append(value ? "true" : "false");
    }

    public void Number(int value)
    {
        Separate();
        text.Append(CultureInfo.InvariantCulture, $"{value}");
    }

    public void Null()
    {
        Separate();
        text.Append("null");
    }

    private void Begin(char bracket)
    {
        Separate();
        text.Append(bracket);
        _depth++;
        _isFirst = true;
    }

    private void End(char bracket)
    {
        _depth--;
        if (!_isFirst)
            text.Append('\n').Append(' ', _depth * 2);
        text.Append(bracket);
        _isFirst = false;
    }

    private void Separate()
    {
        if (_followsKey)
        {
            _followsKey = false;
            return;
        }

        if (_depth > 0)
            text.Append(_isFirst ? "\n" : ",\n").Append(' ', _depth * 2);
        _isFirst = false;
    }

    private void AppendQuoted(string value)
    {
        text.Append('"');
        foreach (char character in value)
        {
            if (character is '"' or '\\')
                text.Append('\\').Append(character);
            else if (character == '\n')
                text.Append("\\n");
            else if (character < ' ')
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                text.Append(character);
        }

        text.Append('"');
    }
}
