using System.Text;

namespace Falco.Rules.Language;

/// <summary>
/// Texts of conditions hold one byte per char (0 to 255), because <c>\xHH</c> can write bytes that are not UTF-8. These are the ways
/// in and out.
/// </summary>
public static class ByteText
{
    /// <summary>The UTF-8 bytes of a text, one per char.</summary>
    public static string FromText(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes, one per char.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes of a byte text.</summary>
    public static byte[] GetBytes(string byteText) => Encoding.Latin1.GetBytes(byteText);

    /// <summary>A byte text for people: read as UTF-8, with U+FFFD for what is not UTF-8.</summary>
    public static string ToText(string byteText) =>
        Ascii.IsValid(byteText) ? byteText : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(byteText));
}
