namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// Paths of <c>pmatch</c> as a tree of components, which answers as <see cref="PathSet"/> does. A value is walked once; each component is
/// one look, and one comparison more for each glob that stands beside.
/// </summary>
internal sealed class PathTrie : LiteralIndex
{
    private readonly Node[] _nodes;
    private readonly LiteralIds _ids;

    /// <summary>Makes the tree.</summary>
    public PathTrie(IEnumerable<Literal> paths)
    {
        List<NodeBuilder> builders = [new()];
        List<(int Place, int Id)> ends = [];
        foreach (Literal path in paths)
        {
            int at = 0;
            ReadOnlySpan<byte> rest = path.Bytes;
            while (PathComponents.TryTake(ref rest, out ReadOnlySpan<byte> component))
                at = builders[at].Child(component, builders);
            builders[at].IsEnd = true;
            ends.Add((at, path.Id));
        }

        _nodes = [.. builders.Select(builder => builder.Build())];
        _ids = new LiteralIds(ends, _nodes.Length);
    }

    /// <inheritdoc/>
    public override bool MatchesAny(ReadOnlySpan<byte> value) => Matches(0, value);

    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<byte> value, Span<ulong> marks) => Mark(0, value, marks);

    // A node is visited with one rest of the value only (its depth fixes the rest), so that globs cannot make this slow; calls are nested
    // no deeper than a constant has components.
    private bool Matches(int at, ReadOnlySpan<byte> rest)
    {
        while (at >= 0)
        {
            Node node = _nodes[at];
            if (node.IsEnd)
                return true;
            if (!PathComponents.TryTake(ref rest, out ReadOnlySpan<byte> component))
                return false;
            foreach ((byte[] glob, int child) in node.Globs)
            {
                if (Glob.IsMatch(glob, component, ignoreCase: false) && Matches(child, rest))
                    return true;
            }

            at = node.Find(component);
        }

        return false;
    }

    private void Mark(int at, ReadOnlySpan<byte> rest, Span<ulong> marks)
    {
        while (at >= 0)
        {
            Node node = _nodes[at];
            if (node.IsEnd)
                _ids.Mark(at, marks);
            if (!PathComponents.TryTake(ref rest, out ReadOnlySpan<byte> component))
                return;
            foreach ((byte[] glob, int child) in node.Globs)
            {
                if (Glob.IsMatch(glob, component, ignoreCase: false))
                    Mark(child, rest, marks);
            }

            at = node.Find(component);
        }
    }

    private sealed class Node(bool isEnd, (byte[] Component, int Child)[] plain, (byte[] Glob, int Child)[] globs)
    {
        // Up to here comparing one after the other is faster than hashing.
        private const int Few = 3;

        private readonly ByteTable? _table =
            plain.Length > Few ? new ByteTable([.. plain.Select(child => child.Component)], SeededHash.NewSeed()) : null;

        public bool IsEnd => isEnd;

        public (byte[] Glob, int Child)[] Globs => globs;

        public int Find(ReadOnlySpan<byte> component)
        {
            if (_table is not null)
            {
                int place = _table.Find(component);
                return place < 0 ? -1 : plain[place].Child;
            }

            foreach ((byte[] other, int child) in plain)
            {
                if (component.SequenceEqual(other))
                    return child;
            }

            return -1;
        }
    }

    private sealed class NodeBuilder
    {
        private readonly Dictionary<string, (byte[] Component, int Child)> _children = [];

        public bool IsEnd { get; set; }

        public int Child(ReadOnlySpan<byte> component, List<NodeBuilder> all)
        {
            string key = Convert.ToHexString(component);
            if (_children.TryGetValue(key, out (byte[] Component, int Child) known))
                return known.Child;
            _children.Add(key, (component.ToArray(), all.Count));
            all.Add(new NodeBuilder());
            return all.Count - 1;
        }

        public Node Build() => new(
            IsEnd,
            [.. _children.Values.Where(child => !PathComponents.IsGlob(child.Component))],
            [.. _children.Values.Where(child => PathComponents.IsGlob(child.Component))]);
    }
}
