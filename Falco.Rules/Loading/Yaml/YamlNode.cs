using Falco.Rules.Language;

namespace Falco.Rules.Loading.Yaml;

/// <summary>What a node of a YAML document is.</summary>
internal enum YamlKind
{
    /// <summary>Nothing: empty, or <c>null</c> or <c>~</c> without quotes.</summary>
    Null,

    /// <summary>A text.</summary>
    Scalar,

    /// <summary>A list.</summary>
    Sequence,

    /// <summary>Keys and values.</summary>
    Mapping,
}

/// <summary>A node of a YAML document. Scalars are texts; what they mean is up to the reader.</summary>
/// <param name="kind">What it is.</param>
/// <param name="position">Where it begins: offset, line and column count UTF-8 bytes from 0.</param>
/// <param name="text">The text of a scalar.</param>
internal sealed class YamlNode(YamlKind kind, SourcePosition position, string text = "")
{
    /// <summary>What it is.</summary>
    public YamlKind Kind => kind;

    /// <summary>Where it begins.</summary>
    public SourcePosition Position => position;

    /// <summary>Where it has ended, in UTF-8 bytes; of a list or a mapping, where the next thing begins.</summary>
    public int End { get; set; } = position.Offset;

    /// <summary>The text of a scalar.</summary>
    public string Text => text;

    /// <summary>The items of a sequence.</summary>
    public List<YamlNode> Items { get; } = [];

    /// <summary>The entries of a mapping, in order; a key may occur more than once.</summary>
    public List<(YamlNode Key, YamlNode Value)> Entries { get; } = [];

    /// <summary>The value of the first entry with a key, or <see langword="null"/> if there is none.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach ((YamlNode name, YamlNode value) in Entries)
            {
                if (name.Kind == YamlKind.Scalar && name.Text == key)
                    return value;
            }

            return null;
        }
    }

    /// <summary>Whether a mapping has a key.</summary>
    public bool Has(string key) => this[key] is not null;
}
