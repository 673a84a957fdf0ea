using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>The items of rule files that have an error: one is told of each, however often it is met.</summary>
internal sealed class FailedItems
{
    private readonly HashSet<(string Type, string Name, string File, int Offset)> _items = [];

    /// <summary>Adds an item; tells whether it had no error before.</summary>
    public bool Add(DiagnosticLocation item) => _items.Add(KeyOf(item));

    /// <summary>Whether a macro of a name is among them.</summary>
    public bool HasMacro(string name) => _items.Contains((ItemType.Macro, name, "", 0));

    // What has a name is known by it: a later item of that name changes the one that is wrong.
    private static (string Type, string Name, string File, int Offset) KeyOf(DiagnosticLocation item) => item.ItemName.Length > 0
        ? (item.ItemType, item.ItemName, "", 0)
        : (item.ItemType, "", item.Name, item.Position.Offset);
}
