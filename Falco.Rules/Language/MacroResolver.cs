namespace Falco.Rules.Language;

/// <summary>Replaces macros by what they stand for.</summary>
/// <param name="find">Finds the body of a macro.</param>
/// <param name="limits">How large and deep the result may be.</param>
internal sealed class MacroResolver(Func<string, ConditionNode?> find, ConditionLimits limits)
{
    private readonly List<MacroNode> _resolved = [];
    private readonly List<MacroNode> _unknown = [];
    private readonly List<MacroNode> _loops = [];
    private readonly List<string> _path = [];
    private int _depth;

    /// <summary>The macros that were replaced, at the place where each name stood: inner ones before those that contain them.</summary>
    public IReadOnlyList<MacroNode> Resolved => _resolved;

    /// <summary>The names that stay: no macro has them, or it would contain itself.</summary>
    public IReadOnlyList<MacroNode> Unknown => _unknown;

    /// <summary>The macros that contain themselves.</summary>
    public IReadOnlyList<MacroNode> Loops => _loops;

    /// <summary>The nodes of the condition without macros, as far as they were counted.</summary>
    public int Nodes { get; private set; }

    /// <summary>Whether the condition without macros is larger or deeper than the limits; what is beyond them was left as it is.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The condition without macros; what cannot be replaced stays.</summary>
    public ConditionNode Resolve(ConditionNode condition)
    {
        // Once it is too large, nothing is looked at any more: macros that name others twice grow without end.
        if (++Nodes > limits.Nodes || _depth >= limits.Depth)
            IsTooLarge = true;
        if (IsTooLarge)
            return condition;
        _depth++;
        ConditionNode resolved = ResolveNode(condition);
        _depth--;
        return resolved;
    }

    private ConditionNode ResolveNode(ConditionNode condition) => condition switch
    {
        AndNode and => ResolveAll(and.Children) is { } children ? and with { Children = children } : and,
        OrNode or => ResolveAll(or.Children) is { } children ? or with { Children = children } : or,
        NotNode not => Resolve(not.Child) is var child && ReferenceEquals(child, not.Child) ? not : not with { Child = child },
        MacroNode macro => ResolveMacro(macro),
        _ => condition,
    };

    private ConditionNode ResolveMacro(MacroNode macro)
    {
        if (find(macro.Name) is not { } body)
        {
            _unknown.Add(macro);
            return macro;
        }

        if (_path.Contains(macro.Name))
        {
            _loops.Add(macro);
            _unknown.Add(macro);
            return macro;
        }

        _path.Add(macro.Name);
        ConditionNode result = Resolve(body);
        _path.RemoveAt(_path.Count - 1);
        _resolved.Add(macro);
        return result;
    }

    // The tree is copied only where something changes.
    private ConditionNode[]? ResolveAll(IReadOnlyList<ConditionNode> children)
    {
        ConditionNode[]? copy = null;
        for (int i = 0; i < children.Count; i++)
        {
            ConditionNode child = Resolve(children[i]);
            if (copy is null && !ReferenceEquals(child, children[i]))
                copy = [.. children];
            if (copy is not null)
                copy[i] = child;
        }

        return copy;
    }
}
