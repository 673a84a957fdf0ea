namespace Falco.Rules.Compilation.Operators;

/// <summary>
/// The paths of a <c>pmatch</c> as a tree of components. A path matches if it lies below one of them, or is it; a component may be a
/// glob. Empty components vanish, so <c>/</c> has none and matches everything.
/// </summary>
internal sealed class PathSet
{
    private readonly Node _root = new([], isGlob: false);
    private readonly bool _isEmpty = true;

    public PathSet(IReadOnlyList<BoundConstant> paths)
    {
        foreach (BoundConstant path in paths)
        {
            _isEmpty = false;
            Add(path.Bytes);
        }
    }

    /// <summary>Whether a path lies below one of the set.</summary>
    public bool Matches(ReadOnlySpan<byte> path) => !_isEmpty && Matches(_root, path);

    // A node is visited with one rest of the path only (its depth fixes the rest), so that globs cannot make this slow.
    private static bool Matches(Node node, ReadOnlySpan<byte> rest)
    {
        if (node.IsEnd)
            return true;
        if (!PathComponents.TryTake(ref rest, out ReadOnlySpan<byte> component))
            return false;
        foreach (Node child in node.Children)
        {
            bool fits = child.IsGlob ? Glob.IsMatch(child.Component, component, ignoreCase: false) : component.SequenceEqual(child.Component);
            if (fits && Matches(child, rest))
                return true;
        }

        return false;
    }

    private void Add(ReadOnlySpan<byte> path)
    {
        Node node = _root;
        while (!node.IsEnd && PathComponents.TryTake(ref path, out ReadOnlySpan<byte> component))
            node = node.Child(component);
        node.End();
    }

    private sealed class Node(byte[] component, bool isGlob)
    {
        public byte[] Component => component;

        public bool IsGlob => isGlob;

        public bool IsEnd { get; private set; }

        public List<Node> Children { get; } = [];

        public Node Child(ReadOnlySpan<byte> component)
        {
            foreach (Node child in Children)
            {
                if (component.SequenceEqual(child.Component))
                    return child;
            }

            Node added = new(component.ToArray(), PathComponents.IsGlob(component));
            Children.Insert(added.IsGlob ? Children.Count : 0, added);
            return added;
        }

        public void End()
        {
            IsEnd = true;
            Children.Clear();
        }
    }
}
