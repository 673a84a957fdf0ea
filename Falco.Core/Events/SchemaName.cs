using System.Text;

namespace Falco.Core.Events;

/// <summary>A name of the schema, as UTF-8 (for comparing and printing) and as a string (for people).</summary>
public sealed class SchemaName
{
    private readonly byte[] _utf8;
    private string? _text;

    internal SchemaName(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8.ToArray();
    }

    /// <summary>The name as UTF-8, without a NUL.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <inheritdoc/>
    public override string ToString() => _text ??= Encoding.UTF8.GetString(_utf8);
}
