namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// Literals that a value may begin, or end, with, as a tree whose edges are the parts that they share. A value is walked once and no
/// further than a literal reaches, whatever the number of literals.
/// </summary>
internal abstract class AffixTrie<TEnd> : LiteralIndex
    where TEnd : struct, IValueEnd
{
    private readonly LiteralIds _ids;

    // The place of the empty literal, which every value begins and ends with, or -1.
    private readonly int _empty = -1;

    // Node by first byte, 0 for none; node 0 stands for the empty text.
    private readonly int[] _roots = new int[256];
    private readonly Node[] _nodes;

    // The first byte of each node. Children of one node stand in a row.
    private readonly byte[] _firsts;
    private readonly byte[] _labels;

    private protected AffixTrie(IEnumerable<Literal> literals)
    {
        byte[][] sorted = LiteralIds.Group(literals.Select(literal => literal with { Bytes = TEnd.Walked(literal.Bytes) }), out _ids);
        if (sorted.Length > 0 && sorted[0].Length == 0)
            _empty = 0;
        Builder builder = new(sorted);
        builder.Build();
        _nodes = [.. builder.Nodes];
        _firsts = [.. builder.Firsts];
        _labels = [.. builder.Labels];
        Node root = _nodes[0];
        for (int i = 0; i < root.ChildCount; i++)
            _roots[_firsts[root.FirstChild + i]] = root.FirstChild + i;
    }

    /// <inheritdoc/>
    public override bool MatchesAny(ReadOnlySpan<byte> value)
    {
        if (_empty >= 0)
            return true;
        for (int at = Root(value); at > 0; at = Child(in _nodes[at], value))
        {
            if (!TryPass(in _nodes[at], ref value))
                return false;
            if (_nodes[at].Place >= 0)
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<byte> value, Span<ulong> marks)
    {
        if (_empty >= 0)
            _ids.Mark(_empty, marks);
        for (int at = Root(value); at > 0; at = Child(in _nodes[at], value))
        {
            if (!TryPass(in _nodes[at], ref value))
                return;
            if (_nodes[at].Place >= 0)
                _ids.Mark(_nodes[at].Place, marks);
        }
    }

    private int Root(ReadOnlySpan<byte> value) => value.IsEmpty ? 0 : _roots[TEnd.First(value)];

    // The first byte is known to fit, for it led here.
    private bool TryPass(in Node node, ref ReadOnlySpan<byte> value)
    {
        value = TEnd.Skip(value, 1);
        if (node.LabelLength == 0)
            return true;
        if (!TEnd.Has(value, _labels.AsSpan(node.Label, node.LabelLength)))
            return false;
        value = TEnd.Skip(value, node.LabelLength);
        return true;
    }

    private int Child(in Node node, ReadOnlySpan<byte> value)
    {
        if (node.ChildCount == 0 || value.IsEmpty)
            return 0;
        int child = _firsts.AsSpan(node.FirstChild, node.ChildCount).IndexOf(TEnd.First(value));
        return child < 0 ? 0 : node.FirstChild + child;
    }

    private readonly record struct Node(int Label, int LabelLength, int FirstChild, int ChildCount, int Place);

    private sealed class Builder(byte[][] sorted)
    {
        // The literals of a node: neighbours in the order of bytes, alike up to a depth.
        private readonly Queue<(int Node, int Begin, int End, int Depth)> _open = new();

        public List<Node> Nodes { get; } = [default];

        public List<byte> Firsts { get; } = [0];

        public List<byte> Labels { get; } = [];

        public void Build()
        {
            AddChildren(0, 0, sorted.Length, 0);
            while (_open.TryDequeue(out (int Node, int Begin, int End, int Depth) range))
            {
                // All between the first and the last share what these two share.
                byte[] first = sorted[range.Begin];
                int shared = first.AsSpan().CommonPrefixLength(sorted[range.End - 1]);
                byte[] label = TEnd.Standing(first[(range.Depth + 1)..shared]);
                Nodes[range.Node] = new Node(Labels.Count, label.Length, 0, 0, first.Length == shared ? range.Begin : -1);
                Labels.AddRange(label);
                AddChildren(range.Node, range.Begin, range.End, shared);
            }
        }

        private void AddChildren(int parent, int begin, int end, int depth)
        {
            if (begin < end && sorted[begin].Length == depth)
                begin++;
            int firstChild = Nodes.Count;
            while (begin < end)
            {
                byte first = sorted[begin][depth];
                int next = begin + 1;
                while (next < end && sorted[next][depth] == first)
                    next++;
                _open.Enqueue((Nodes.Count, begin, next, depth));
                Nodes.Add(default);
                Firsts.Add(first);
                begin = next;
            }

            Nodes[parent] = Nodes[parent] with { FirstChild = firstChild, ChildCount = Nodes.Count - firstChild };
        }
    }
}
