using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Falco.Rules.Language;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Falco.Rules.Loading.Yaml;

/// <summary>Reads YAML documents into trees with positions.</summary>
internal sealed class YamlReader
{
    private readonly Parser _parser;
    private readonly YamlPositions _positions;
    private readonly Dictionary<AnchorName, Anchor> _anchors = [];
    private int _nodes;

    private YamlReader(string content)
    {
        _parser = new Parser(new StringReader(content));
        _positions = new YamlPositions(content);
    }

    /// <summary>Reads all documents of a file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="documents">The roots.</param>
    /// <param name="error">Why the file is not YAML, in the parser's words.</param>
    /// <param name="position">Where.</param>
    public static bool TryRead(
        string content,
        [NotNullWhen(true)] out IReadOnlyList<YamlNode>? documents,
        [NotNullWhen(false)] out string? error,
        out SourcePosition position)
    {
        error = null;
        position = default;
        YamlReader reader = new(content);
        try
        {
            documents = reader.ReadDocuments();
            return true;
        }
        catch (YamlException e)
        {
            documents = null;
            position = reader._positions.Of(e.Start);
            error = Describe(position, e.InnerException is null ? e.Message : e.InnerException.Message);
            return false;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The parser answers some malformed texts with exceptions that are not its own.
            documents = null;
            position = reader._positions.Of(reader._parser.Current?.End ?? Mark.Empty);
            error = Describe(position, e.Message);
            return false;
        }
    }

    /// <summary>An error with its place, counted from 1.</summary>
    public static string Describe(SourcePosition position, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"yaml: error at line {position.Line + 1}, column {position.Column + 1}: {message}");

    private List<YamlNode> ReadDocuments()
    {
        List<YamlNode> documents = [];
        _parser.MoveNext();
        Expect<StreamStart>();
        while (_parser.Current is DocumentStart)
        {
            _anchors.Clear();
            Expect<DocumentStart>();
            documents.Add(ReadNode(0, out _));
            Expect<DocumentEnd>();
        }

        return documents;
    }

    /// <summary>Reads a node.</summary>
    /// <param name="depth">The nodes around it.</param>
    /// <param name="height">The nodes nested in it, the node itself included.</param>
    private YamlNode ReadNode(int depth, out int height)
    {
        ParsingEvent current = _parser.Current!;
        if (depth > RuleLimits.YamlDepth)
            throw new YamlException(current.Start, current.End, "nested too deep");
        Count(1, current);
        height = 1;
        _parser.MoveNext();
        switch (current)
        {
            case AnchorAlias alias:
                return Resolve(alias, depth, out height);
            case Scalar scalar:
                YamlNode text = ReadScalar(scalar);
                Keep(scalar, new Anchor(text, 1, 1));
                return text;
            case SequenceStart sequence:
                YamlNode list = new(YamlKind.Sequence, _positions.Of(sequence.Start));
                ReadChildren<SequenceEnd>(sequence, list, depth, ref height);
                return list;
            case MappingStart mapping:
                YamlNode map = new(YamlKind.Mapping, _positions.Of(mapping.Start));
                ReadChildren<MappingEnd>(mapping, map, depth, ref height);
                return map;
            default:
                throw new YamlException(current.Start, current.End, "unexpected " + current.GetType().Name);
        }
    }

    private void ReadChildren<TEnd>(NodeEvent start, YamlNode parent, int depth, ref int height)
        where TEnd : ParsingEvent
    {
        int before = _nodes;
        Keep(start, new Anchor(null, 0, 0));
        while (_parser.Current is not TEnd)
        {
            YamlNode child = ReadNode(depth + 1, out int childHeight);
            height = Math.Max(height, childHeight + 1);
            if (parent.Kind == YamlKind.Sequence)
            {
                parent.Items.Add(child);
                continue;
            }

            parent.Entries.Add((child, ReadNode(depth + 1, out childHeight)));
            height = Math.Max(height, childHeight + 1);
        }

        parent.End = _positions.Of(_parser.Current!.End).Offset;
        _parser.MoveNext();
        Keep(start, new Anchor(parent, _nodes - before + 1, height));
    }

    // What an alias stands for is not copied, but whoever reads the tree meets it as often as it is named.
    private YamlNode Resolve(AnchorAlias alias, int depth, out int height)
    {
        if (!_anchors.TryGetValue(alias.Value, out Anchor target))
            throw new YamlException(alias.Start, alias.End, $"the referenced anchor is not defined: {alias.Value}");
        if (target.Node is null)
            throw new YamlException(alias.Start, alias.End, $"the referenced anchor contains itself: {alias.Value}");
        if (depth + target.Height > RuleLimits.YamlDepth)
            throw new YamlException(alias.Start, alias.End, "nested too deep");
        Count(target.Nodes, alias);
        height = target.Height;
        return target.Node;
    }

    private void Count(int nodes, ParsingEvent place)
    {
        _nodes += nodes;
        if (_nodes > RuleLimits.YamlNodes)
            throw new YamlException(place.Start, place.End, $"more than {RuleLimits.YamlNodes} nodes, aliases included");
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        SourcePosition start = _positions.Of(scalar.Start);
        int end = _positions.Of(scalar.End).Offset;
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty)
            return new YamlNode(YamlKind.Scalar, start, scalar.Value) { End = end };

        // The reference places a missing value where the next thing begins.
        if (scalar.Value.Length == 0)
            return new YamlNode(YamlKind.Null, _positions.Of(_parser.Current!.Start));
        YamlKind kind = scalar.Value is "~" or "null" or "Null" or "NULL" ? YamlKind.Null : YamlKind.Scalar;
        return new YamlNode(kind, start, scalar.Value) { End = end };
    }

    private void Keep(NodeEvent source, Anchor anchor)
    {
        if (!source.Anchor.IsEmpty)
            _anchors[source.Anchor] = anchor;
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is not T)
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, "expected " + typeof(T).Name);
        _parser.MoveNext();
    }

    /// <summary>What an alias may stand for.</summary>
    /// <param name="Node">The node; <see langword="null"/> as long as it is being read.</param>
    /// <param name="Nodes">How many nodes it is made of.</param>
    /// <param name="Height">How deep they are nested.</param>
    private readonly record struct Anchor(YamlNode? Node, int Nodes, int Height);
}
