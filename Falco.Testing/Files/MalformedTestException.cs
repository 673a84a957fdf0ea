using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Testing.Files;

/// <summary>A test cannot be understood. Becomes a diagnostic, or, when the test was written in C#, an <see cref="ArgumentException"/>.</summary>
internal sealed class MalformedTestException : Exception
{
    /// <param name="node">Where.</param>
    /// <param name="code">The code, one of <see cref="DiagnosticCode"/>.</param>
    /// <param name="message">What is wrong.</param>
    public MalformedTestException(YamlNode node, string code, string message)
        : base(message)
    {
        Node = node;
        Code = code;
    }

    /// <summary>Where.</summary>
    public YamlNode Node { get; }

    /// <summary>The code of the diagnostic.</summary>
    public string Code { get; }

    /// <summary>What to do about it; empty if the message says all.</summary>
    public string Help { get; private init; } = "";

    /// <summary>What may have been meant.</summary>
    public string? Alike { get; private init; }

    /// <summary>A value is not one of those that are possible.</summary>
    public static MalformedTestException Value(YamlNode node, string message, string help = "") =>
        new(node, DiagnosticCode.TestValue, message) { Help = help };

    /// <summary>A name is not one of those that exist.</summary>
    /// <param name="node">The name.</param>
    /// <param name="code">The code.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="known">The names that exist.</param>
    /// <param name="lists">Whether the names are few enough to be told.</param>
    public static MalformedTestException Unknown(YamlNode node, string code, string message, IEnumerable<string> known, bool lists = false)
    {
        string[] names = [.. known];
        string? alike = new UnknownName(node.Text, names).FindAlike();
        string help = alike is not null ? $"did you mean '{alike}'?" : lists && names.Length > 0 ? "there are " + string.Join(", ", names) : "";
        return new MalformedTestException(node, code, message) { Help = help, Alike = alike };
    }

    /// <summary>The message with what to do about it.</summary>
    public string FullMessage => Help.Length == 0 ? Message : $"{Message} ({Help})";
}
