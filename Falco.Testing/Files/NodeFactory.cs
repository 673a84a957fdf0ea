using System.Collections;
using System.Globalization;
using Falco.Rules.Language;
using Falco.Rules.Loading.Yaml;

namespace Falco.Testing.Files;

/// <summary>Makes of values of C# what a file would say, so that both are understood by the same code.</summary>
internal static class NodeFactory
{
    /// <summary>A value: nothing, a text, a number, a switch, a list, or named values.</summary>
    public static YamlNode Of(object? value)
    {
        switch (value)
        {
            case null:
                return new YamlNode(YamlKind.Null, default);
            case YamlNode node:
                return node;
            case string text:
                return Text(text);
            case bool on:
                return Text(on ? "true" : "false");
            case byte[] bytes:
                return Mapping([("hex", Convert.ToHexString(bytes))]);
            case IEnumerable<(string Key, object? Value)> entries:
                return Mapping(entries);
            case IEnumerable items:
                YamlNode list = new(YamlKind.Sequence, default);
                foreach (object? item in items)
                    list.Items.Add(Of(item));
                return list;
            case IFormattable number:
                return Text(number.ToString(null, CultureInfo.InvariantCulture));
            default:
                return Text(value.ToString() ?? "");
        }
    }

    /// <summary>Named values.</summary>
    public static YamlNode Mapping(IEnumerable<(string Key, object? Value)> entries)
    {
        YamlNode mapping = new(YamlKind.Mapping, default);
        foreach ((string key, object? value) in entries)
            mapping.Entries.Add((Text(key), Of(value)));
        return mapping;
    }

    /// <summary>Named values, without those that are <see langword="null"/>.</summary>
    public static YamlNode Given(params IEnumerable<(string Key, object? Value)> entries) =>
        Mapping(entries.Where(static entry => entry.Value is not null));

    /// <summary>What a text in YAML says.</summary>
    /// <exception cref="ArgumentException">It is not YAML.</exception>
    public static YamlNode Parse(string yaml) => YamlReader.TryRead(yaml, out IReadOnlyList<YamlNode>? documents, out string? error, out SourcePosition _)
        ? documents is [var root] ? root : new YamlNode(YamlKind.Null, default)
        : throw new ArgumentException(error, nameof(yaml));

    private static YamlNode Text(string text) => new(YamlKind.Scalar, default, text);
}
