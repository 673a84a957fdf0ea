using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Falco.Outputs.Rendering;

/// <summary>
/// Appends to a buffer, escaping as the reference does in JSON strings: quotes, backslashes and control characters only; other
/// characters stay as they are, and what is not valid text becomes U+FFFD.
/// </summary>
internal ref struct EscapedText(IBufferWriter<byte> output)
{
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"u8
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"u8);

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _free;
    private int _used;

    /// <summary>Appends bytes as they are.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _used += bytes.Length;
    }

    /// <summary>Appends text as it is; lone surrogates become U+FFFD.</summary>
    public void AppendUnescaped(scoped ReadOnlySpan<char> text)
    {
        Span<byte> free = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _used += Encoding.UTF8.GetBytes(text, free);
    }

    /// <summary>Appends text, escaped.</summary>
    public void AppendEscaped(scoped ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[512];
        while (!text.IsEmpty)
        {
            // Lone surrogates become U+FFFD here; a pair is never split over two rounds.
            OperationStatus status = Utf8.FromUtf16(text, bytes, out int read, out int written, replaceInvalidSequences: true);
            Debug.Assert(status is OperationStatus.Done or OperationStatus.DestinationTooSmall);
            AppendEscapedUtf8(bytes[..written]);
            text = text[read..];
        }
    }

    /// <summary>Appends UTF-8, escaped; invalid sequences become U+FFFD.</summary>
    public void AppendEscaped(scoped ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
            AppendEscapedUtf8(utf8);
        else
            AppendEscaped(Encoding.UTF8.GetString(utf8));
    }

    /// <summary>Appends a number in decimal.</summary>
    public void AppendNumber<T>(T number)
        where T : IUtf8SpanFormattable
    {
        bool fits = number.TryFormat(Reserve(32), out int written, default, CultureInfo.InvariantCulture);
        Debug.Assert(fits);
        _used += written;
    }

    /// <summary>Hands what was appended to the buffer; nothing may be appended afterwards.</summary>
    public void Complete()
    {
        _output.Advance(_used);
        _used = 0;
        _free = default;
    }

    private void AppendEscapedUtf8(scoped ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            int length = utf8.IndexOfAny(EscapedBytes);
            if (length < 0)
            {
                Append(utf8);
                return;
            }

            Append(utf8[..length]);
            AppendEscape(utf8[length]);
            utf8 = utf8[(length + 1)..];
        }
    }

    private void AppendEscape(byte character)
    {
        switch (character)
        {
            case (byte)'"':
                Append("\\\""u8);
                break;
            case (byte)'\\':
                Append("\\\\"u8);
                break;
            case (byte)'\b':
                Append("\\b"u8);
                break;
            case (byte)'\f':
                Append("\\f"u8);
                break;
            case (byte)'\n':
                Append("\\n"u8);
                break;
            case (byte)'\r':
                Append("\\r"u8);
                break;
            case (byte)'\t':
                Append("\\t"u8);
                break;
            default:
                Append(character < 0x10 ? "\\u000"u8 : "\\u001"u8);
                Append("0123456789abcdef"u8.Slice(character & 0xf, 1));
                break;
        }
    }

    private Span<byte> Reserve(int size)
    {
        if (_free.Length - _used < size)
        {
            _output.Advance(_used);
            _used = 0;
            _free = _output.GetSpan(Math.Max(size, 256));
        }

        return _free[_used..];
    }
}
