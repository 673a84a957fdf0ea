using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Falco.Rules.Language;

/// <summary>Quoted constants of conditions; all texts hold one byte per char.</summary>
internal static class QuotedText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\b\f\n\r\t =\\\"'\0");

    /// <summary>Resolves the escapes of a text that begins and ends with the same quote.</summary>
    public static bool TryUnescape(
        string quoted, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        text = error = null;
        int end = quoted.Length - 1;
        StringBuilder result = new(quoted.Length);
        for (int i = 1; i < end; i++)
        {
            if (quoted[i] != '\\')
            {
                result.Append(quoted[i]);
                continue;
            }

            // A backslash right before the closing quote escapes nothing and vanishes.
            if (++i >= end)
                break;
            char escaped = quoted[i];
            switch (escaped)
            {
                case 'b': result.Append('\b'); break;
                case 'f': result.Append('\f'); break;
                case 'n': result.Append('\n'); break;
                case 'r': result.Append('\r'); break;
                case 't': result.Append('\t'); break;
                case '/': result.Append('/'); break;

                // A backslash before a blank stands for itself and eats the blank: rules in the field were written that way.
                case ' ' or '\\': result.Append('\\'); break;
                case '"' or '\'' when escaped == quoted[0]: result.Append(escaped); break;
                case '"' or '\'':
                    error = $"invalid \\{escaped} escape in {quoted[0]}-quoted string";
                    return false;
                case 'x' when i + 2 >= end:
                    error = "truncated hex char escape sequence";
                    return false;
                case 'x' when char.IsAsciiHexDigit(quoted[i + 1]) && char.IsAsciiHexDigit(quoted[i + 2]):
                    result.Append((char)Convert.ToByte(quoted.Substring(i + 1, 2), 16));
                    i += 2;
                    break;
                case 'x':
                    error = $"invalid hex char escape sequence: {quoted.AsSpan(i + 1, 2)}";
                    return false;
                default:
                    error = "unsupported string escape sequence: \\" + escaped;
                    return false;
            }
        }

        text = result.ToString();
        return true;
    }

    /// <summary>Writes a constant so that it is read back as the same text: in double quotes if it needs them.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0)
            return text;
        StringBuilder result = new(text.Length + 8);
        result.Append('"');
        foreach (char c in text)
        {
            string? escape = c switch
            {
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\\' => "\\\\",
                '"' => "\\\"",
                _ => null,
            };
            if (escape is null)
                result.Append(c);
            else
                result.Append(escape);
        }

        return result.Append('"').ToString();
    }
}
