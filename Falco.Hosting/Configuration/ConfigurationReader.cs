using System.Globalization;
using Falco.Hosting.Configuration.Documents;

namespace Falco.Hosting.Configuration;

/// <summary>
/// Reads typed values from a document. As in the reference, a scalar that cannot be converted silently counts as absent.
/// </summary>
internal sealed class ConfigurationReader(ConfigurationDocument document, string file)
{
    /// <summary>The node at a key, or <see langword="null"/>.</summary>
    public ConfigurationNode? Find(string key) => document.Find(key);

    /// <summary>The text at a key.</summary>
    public string Text(string key, string absent) => document.Find(key) is ScalarNode scalar ? scalar.Text : absent;

    /// <summary>The truth value at a key, in any of YAML's spellings.</summary>
    public bool Boolean(string key, bool absent) =>
        document.Find(key) is ScalarNode scalar && YamlScalar.TryParseBoolean(scalar.Text, out bool value) ? value : absent;

    /// <summary>The whole number at a key, decimal, hexadecimal (<c>0x</c>) or octal (<c>0</c>).</summary>
    public long Integer(string key, long absent) =>
        document.Find(key) is ScalarNode scalar && YamlScalar.TryParseInteger(scalar.Text, out long value) ? value : absent;

    /// <summary>The elements at a key; a value that is not a list is a list of itself, except a mapping, which is none.</summary>
    public IReadOnlyList<ConfigurationNode> Items(string key) => ItemsOf(document.Find(key));

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts(string key) => TextsOf(Items(key));

    /// <summary>An error about a value, in the reference's words.</summary>
    public ConfigurationException Error(string key, string message) =>
        Fail(key, string.Create(CultureInfo.InvariantCulture, $"Error reading config file ({file}): {message}"));

    /// <summary>An error about a value.</summary>
    public ConfigurationException Fail(string key, string message) =>
        new(ConfigurationCodes.Value, message, document.Find(key)?.Position ?? ConfigurationPosition.None);

    /// <summary>The error of an element whose shape is wrong.</summary>
    public static ConfigurationException BadConversion(ConfigurationNode node) =>
        new(ConfigurationCodes.Value, node.Position.Describe("bad conversion"), node.Position);

    /// <summary>The elements of a node.</summary>
    public static IReadOnlyList<ConfigurationNode> ItemsOf(ConfigurationNode? node) => node switch
    {
        SequenceNode sequence => sequence.Items,
        ScalarNode scalar => [scalar],
        _ => [],
    };

    /// <summary>The texts among some elements.</summary>
    public static List<string> TextsOf(IReadOnlyList<ConfigurationNode> items)
    {
        var texts = new List<string>(items.Count);
        foreach (ConfigurationNode item in items)
        {
            if (item is ScalarNode scalar)
                texts.Add(scalar.Text);
        }

        return texts;
    }
}
