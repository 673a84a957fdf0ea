using System.Globalization;
using System.Text;

namespace Falco.Rules.Diagnostics;

/// <summary>
/// Writes compact JSON as the reference does: only what must be escaped is. The writers of the base class library escape more. Callers
/// write keys in ordinal order.
/// </summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private bool _needsComma;

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    public JsonText BeginObject() => Open('{');

    public JsonText EndObject() => Close('}');

    public JsonText BeginArray() => Open('[');

    public JsonText EndArray() => Close(']');

    /// <summary>The key of the next value.</summary>
    public JsonText Key(string name)
    {
        Separate();
        AppendQuoted(name);
        _text.Append(':');
        _needsComma = false;
        return this;
    }

    public JsonText Value(string value)
    {
        Separate();
        AppendQuoted(value);
        return this;
    }

    public JsonText Value(bool value) => Raw(value ? "true" : "false");

    public JsonText Value(long value) => Raw(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An array of texts.</summary>
    public JsonText Values(IEnumerable<string> values)
    {
        BeginArray();
        foreach (string value in values)
            Value(value);
        return EndArray();
    }

    /// <summary>A value that is JSON already.</summary>
    public JsonText Raw(string json)
    {
        Separate();
        _text.Append(json);
        return this;
    }

    private JsonText Open(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _needsComma = false;
        return this;
    }

    private JsonText Close(char bracket)
    {
        _text.Append(bracket);
        _needsComma = true;
        return this;
    }

    private void Separate()
    {
        if (_needsComma)
            _text.Append(',');
        _needsComma = true;
    }

    private void AppendQuoted(string value)
    {
        _text.Append('"');
        foreach (Rune rune in value.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"': _text.Append("\\\""); break;
                case '\\': _text.Append("\\\\"); break;
                case '\b': _text.Append("\\b"); break;
                case '\f': _text.Append("\\f"); break;
                case '\n': _text.Append("\\n"); break;
                case '\r': _text.Append("\\r"); break;
                case '\t': _text.Append("\\t"); break;
                case < 0x20: _text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"); break;
                default: _text.Append(rune); break;
            }
        }

        _text.Append('"');
    }
}
