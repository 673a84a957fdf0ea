using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Falco.Rules.Language;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Falco.Rules.Loading.Yaml;

/// <summary>Reads YAML documents into trees with positions.</summary>
internal sealed class YamlReader
{
    /// <summary>Nesting beyond this is refused, as the reference does.</summary>
    private const int MaxDepth = 500;

    private readonly Parser _parser;
    private readonly YamlPositions _positions;
    private readonly Dictionary<AnchorName, YamlNode> _anchors = [];

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
            documents.Add(ReadNode(0));
            Expect<DocumentEnd>();
        }

        return documents;
    }

    private YamlNode ReadNode(int depth)
    {
        ParsingEvent current = _parser.Current!;
        if (depth > MaxDepth)
            throw new YamlException(current.Start, current.End, "nested too deep");
        _parser.MoveNext();
        switch (current)
        {
            case AnchorAlias alias:
                return _anchors.TryGetValue(alias.Value, out YamlNode? target)
                    ? target
                    : throw new YamlException(alias.Start, alias.End, $"the referenced anchor is not defined: {alias.Value}");
            case Scalar scalar:
                return Keep(scalar, ReadScalar(scalar));
            case SequenceStart sequence:
                YamlNode list = Keep(sequence, new YamlNode(YamlKind.Sequence, _positions.Of(sequence.Start)));
                while (_parser.Current is not SequenceEnd)
                    list.Items.Add(ReadNode(depth + 1));
                list.End = _positions.Of(_parser.Current!.End).Offset;
                _parser.MoveNext();
                return list;
            case MappingStart mapping:
                YamlNode map = Keep(mapping, new YamlNode(YamlKind.Mapping, _positions.Of(mapping.Start)));
                while (_parser.Current is not MappingEnd)
                    map.Entries.Add((ReadNode(depth + 1), ReadNode(depth + 1)));
                map.End = _positions.Of(_parser.Current!.End).Offset;
                _parser.MoveNext();
                return map;
            default:
                throw new YamlException(current.Start, current.End, "unexpected " + current.GetType().Name);
        }
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

    private YamlNode Keep(NodeEvent source, YamlNode node)
    {
        if (!source.Anchor.IsEmpty)
            _anchors[source.Anchor] = node;
        return node;
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is not T)
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, "expected " + typeof(T).Name);
        _parser.MoveNext();
    }
}
