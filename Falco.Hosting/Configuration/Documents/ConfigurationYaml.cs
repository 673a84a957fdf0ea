using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Falco.Hosting.Configuration.Documents;

/// <summary>Reads YAML into nodes. Only the first document of a text counts.</summary>
internal sealed class ConfigurationYaml
{
    private const int MaxDepth = 64;

    private readonly Parser _parser;
    private readonly string _file;
    private readonly Func<string, string?>? _variables;
    private readonly Dictionary<string, ConfigurationNode> _anchors = [];

    private ConfigurationYaml(Parser parser, string file, Func<string, string?>? variables)
    {
        _parser = parser;
        _file = file;
        _variables = variables;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Its name, for positions.</param>
    /// <param name="variables">What <c>${NAME}</c> in values is replaced by; <see langword="null"/> leaves values alone.</param>
    /// <exception cref="ConfigurationException">The text is not YAML.</exception>
    public static ConfigurationNode Parse(string text, string file, Func<string, string?>? variables)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(WithoutTabsOnBlankLines(text)), skipComments: true));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                return new NullNode(new ConfigurationPosition(file, 0, 0, 0));
            return new ConfigurationYaml(parser, file, variables).ReadNode(0);
        }
        catch (YamlException error)
        {
            var position = new ConfigurationPosition(file, (int)error.Start.Index, (int)error.Start.Line - 1, (int)error.Start.Column - 1);
            string message = position.Describe(error.Message);
            throw new ConfigurationException(ConfigurationCodes.File, $"Cannot read config file ({file}): {message}", position);
        }
    }

    // Our parser takes a tab on an otherwise blank line for indentation, the reference's does not. Places stay the same.
    private static string WithoutTabsOnBlankLines(string text)
    {
        if (!text.Contains('\t', StringComparison.Ordinal))
            return text;

        char[] characters = text.ToCharArray();
        foreach (Range line in text.AsSpan().Split('\n'))
        {
            if (text.AsSpan(line).IsWhiteSpace())
                characters.AsSpan(line).Replace('\t', ' ');
        }

        return new string(characters);
    }

    private ConfigurationNode ReadNode(int depth)
    {
        ParsingEvent next = _parser.Current ?? throw new YamlException("unexpected end");
        if (depth > MaxDepth)
            throw new YamlException(next.Start, next.End, "nested too deeply");

        ConfigurationNode node = next switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            AnchorAlias => ReadAlias(),
            _ => throw new YamlException(next.Start, next.End, "unexpected content"),
        };

        // Registered only when it is complete, so that a node cannot contain itself.
        if (next is NodeEvent { Anchor: { IsEmpty: false } anchor })
            _anchors[anchor.Value] = node;
        return node;
    }

    private ConfigurationNode ReadScalar()
    {
        Scalar scalar = _parser.Consume<Scalar>();
        ConfigurationPosition position = PositionOf(scalar);
        if (scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty && scalar.Value is "" or "~" or "null" or "Null" or "NULL")
            return new NullNode(position);
        string text = _variables is null ? scalar.Value : EnvironmentExpansion.Expand(scalar.Value, _variables);
        return new ScalarNode(text, position);
    }

    private SequenceNode ReadSequence(int depth)
    {
        var sequence = new SequenceNode(PositionOf(_parser.Consume<SequenceStart>()));
        while (!_parser.TryConsume<SequenceEnd>(out _))
            sequence.Items.Add(ReadNode(depth + 1));
        return sequence;
    }

    private MappingNode ReadMapping(int depth)
    {
        var mapping = new MappingNode(PositionOf(_parser.Consume<MappingStart>()));
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (_parser.TryConsume<Scalar>(out Scalar? key))
                mapping.Add(key!.Value, ReadNode(depth + 1));
            else
                SkipEntry(depth);
        }

        return mapping;
    }

    // Nothing asks for a key that is a list or a mapping.
    private void SkipEntry(int depth)
    {
        ReadNode(depth + 1);
        ReadNode(depth + 1);
    }

    private ConfigurationNode ReadAlias()
    {
        AnchorAlias alias = _parser.Consume<AnchorAlias>();
        return _anchors.TryGetValue(alias.Value.Value, out ConfigurationNode? node)
            ? node
            : throw new YamlException(alias.Start, alias.End, "the referenced anchor is not defined");
    }

    private ConfigurationPosition PositionOf(ParsingEvent item) =>
        new(_file, (int)item.Start.Index, (int)item.Start.Line - 1, (int)item.Start.Column - 1);
}
