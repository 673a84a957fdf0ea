namespace Falco.Core.Fields;

/// <summary>How a field may be used.</summary>
[Flags]
public enum FieldFlags : ushort
{
    /// <summary>Everywhere, without an argument.</summary>
    None = 0,

    /// <summary>Only in conditions.</summary>
    FilterOnly = 1 << 0,

    /// <summary>Only in outputs; left out of listings.</summary>
    PrintOnly = 1 << 1,

    /// <summary>An argument must follow.</summary>
    ArgumentRequired = 1 << 2,

    /// <summary>Hidden from listings.</summary>
    TableOnly = 1 << 3,

    /// <summary>The value is a list.</summary>
    List = 1 << 6,

    /// <summary>An argument may follow.</summary>
    ArgumentAllowed = 1 << 7,

    /// <summary>The argument may be an index; told by fields of plugins and of containers (a plugin in the reference), the others read their arguments themselves.</summary>
    ArgumentIndex = 1 << 8,

    /// <summary>The argument may be a key; told by fields of plugins and of containers (a plugin in the reference), the others read their arguments themselves.</summary>
    ArgumentKey = 1 << 9,

    /// <summary>Deprecated.</summary>
    Deprecated = 1 << 10,

    /// <summary>Transformers do not apply.</summary>
    NoTransformer = 1 << 11,

    /// <summary>Cannot be compared with another field, nor be what another field is compared with.</summary>
    NoRightHandSide = 1 << 12,

    /// <summary>Appended to outputs by <c>suggested_output</c>.</summary>
    Suggested = 1 << 14,
}
