namespace Falco.Rules.Language;

/// <summary>Replaces macros by what they stand for.</summary>
internal sealed class MacroResolver(Func<string, ConditionNode?> find)
{
    private readonly List<MacroNode> _resolved = [];
    private readonly List<MacroNode> _unknown = [];
    private readonly List<MacroNode> _loops = [];
    private readonly List<string> _path = [];

    /// <summary>The macros that were replaced, at the place where each name stood: inner ones before those that contain them.</summary>
    public IReadOnlyList<MacroNode> Resolved => _resolved;

    /// <summary>The names that stay: no macro has them, or it would contain itself.</summary>
    public IReadOnlyList<MacroNode> Unknown => _unknown;

    /// <summary>The macros that contain themselves.</summary>
    public IReadOnlyList<MacroNode> Loops => _loops;

    /// <summary>The condition without macros; what cannot be replaced stays.</summary>
    public ConditionNode Resolve(ConditionNode condition) => condition switch
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
