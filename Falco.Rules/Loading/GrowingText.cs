using System.Text;

namespace Falco.Rules.Loading;

/// <summary>A text to which later items append; put together only when it is read, so that many appends stay cheap.</summary>
internal sealed class GrowingText(string text = "")
{
    private StringBuilder? _builder;
    private string? _text = text;

    /// <summary>Appends a text behind a blank.</summary>
    public void Append(string text)
    {
        _builder ??= new StringBuilder(_text);
        _builder.Append(' ').Append(text);
        _text = null;
    }

    /// <inheritdoc/>
    public override string ToString() => _text ??= _builder!.ToString();
}
