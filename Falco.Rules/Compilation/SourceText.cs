using System.Text;

namespace Falco.Rules.Compilation;

/// <summary>Texts of the syntax tree, whose chars are bytes.</summary>
internal static class SourceText
{
    /// <summary>The bytes.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>The text for people: its bytes read as UTF-8.</summary>
    public static string Show(string text) => Ascii.IsValid(text) ? text : Encoding.UTF8.GetString(Bytes(text));

    /// <summary>A text of people as bytes in chars.</summary>
    public static string FromText(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
