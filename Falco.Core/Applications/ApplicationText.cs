using Falco.Core.Fields;

namespace Falco.Core.Applications;

/// <summary>A text of an application's object that is put together where conditions read it, without garbage.</summary>
/// <remarks>Only one text is written at a time. What exceeds the bound of the engine is left out, and the text counted as cut.</remarks>
public ref struct ApplicationText
{
    private readonly FieldScratch _scratch;
    private Utf8Composer _composer;
    private bool _isFull;

    internal ApplicationText(FieldScratch scratch)
    {
        _scratch = scratch;
        _composer = new Utf8Composer(scratch);
    }

    /// <summary>Appends a text.</summary>
    public void Append(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && !_isFull)
        {
            // In pieces that fit the composer's own growth, and that do not divide a surrogate pair.
            int length = Math.Min(text.Length, 1024);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
                length--;
            if (!_composer.TryAppend(text[..length], _scratch.MaxTextLength))
                Fill();
            text = text[length..];
        }
    }

    /// <summary>Appends a text that is UTF-8 already.</summary>
    public void AppendUtf8(scoped ReadOnlySpan<byte> text)
    {
        int room = _scratch.MaxTextLength - _composer.Length;
        if (_isFull)
            return;
        if (text.Length > room)
        {
            text = text[..Utf8Cut.EndWithin(text, room)];
            Fill();
        }

        _composer.Append(text);
    }

    internal readonly ReadOnlySpan<byte> Finish() => _composer.Finish();

    private void Fill()
    {
        _isFull = true;
        _scratch.CountTruncated();
    }
}
