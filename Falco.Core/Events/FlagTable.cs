namespace Falco.Core.Events;

/// <summary>A named table of flag or enumeration values, in the order in which they are printed.</summary>
public sealed class FlagTable
{
    private readonly FlagName[] _entries;

    internal FlagTable(SchemaName name, FlagName[] entries)
    {
        Name = name;
        _entries = entries;
    }

    /// <summary>The name of the table, for instance <c>file_flags</c>.</summary>
    public SchemaName Name { get; }

    /// <summary>The entries in table order.</summary>
    public IReadOnlyList<FlagName> Entries => _entries;

    /// <summary>The entries without the cost of an interface.</summary>
    internal ReadOnlySpan<FlagName> EntrySpan => _entries;
}

/// <summary>One entry of a <see cref="FlagTable"/>.</summary>
/// <param name="Name">The symbol, for instance <c>O_RDONLY</c>.</param>
/// <param name="Value">The value on the wire.</param>
public readonly record struct FlagName(SchemaName Name, uint Value);
