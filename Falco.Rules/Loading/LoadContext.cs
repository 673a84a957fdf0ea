using System.Text;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>A place in a rule file, with all places that contain it. Immutable.</summary>
internal sealed class LoadContext
{
    /// <summary>Longer conditions are cut in the names of places.</summary>
    private const int MaxConditionName = 20;

    private readonly LoadContext? _parent;

    private LoadContext(LoadContext? parent, DiagnosticLocation location, byte[]? condition = null)
    {
        _parent = parent;
        Location = location;
        Condition = condition;
        (Start, End) = parent is null ? (0, 0) : (parent.Start, parent.End);
    }

    /// <summary>The innermost place.</summary>
    public DiagnosticLocation Location { get; }

    /// <summary>The condition that is shown instead of the file, UTF-8.</summary>
    public byte[]? Condition { get; }

    /// <summary>Where the place begins in the file, in UTF-8 bytes.</summary>
    public int Start { get; private init; }

    /// <summary>Where it has ended; with <see cref="Start"/> if it is a point.</summary>
    public int End { get; private init; }

    /// <summary>In a condition, the bytes before the place.</summary>
    public int ConditionOffset { get; private init; }

    /// <summary>The file.</summary>
    public LoadContext Root => _parent?.Root ?? this;

    /// <summary>The item of the file that contains the place, or the file itself.</summary>
    public DiagnosticLocation Item => _parent?._parent is null ? Location : _parent.Item;

    /// <summary>All places, the outermost first.</summary>
    public IReadOnlyList<DiagnosticLocation> Locations
    {
        get
        {
            List<DiagnosticLocation> locations = [];
            for (LoadContext? context = this; context is not null; context = context._parent)
                locations.Add(context.Location);
            locations.Reverse();
            return locations;
        }
    }

    /// <summary>A whole file.</summary>
    public static LoadContext File(string name) => new(null, new DiagnosticLocation(name, default, ItemType.RulesContent, ""));

    /// <summary>A node below.</summary>
    public LoadContext At(YamlNode node, string itemType, string itemName = "") =>
        At(node.Position, node.End, itemType, itemName);

    /// <summary>A place below.</summary>
    public LoadContext At(SourcePosition position, string itemType, string itemName = "") =>
        At(position, position.Offset, itemType, itemName);

    private LoadContext At(SourcePosition position, int end, string itemType, string itemName) =>
        new(this, new DiagnosticLocation(Root.Location.Name, position, itemType, itemName)) { Start = position.Offset, End = end };

    /// <summary>A place in the condition that stands here. Its numbers are added to those of this place, as the reference does.</summary>
    public LoadContext InCondition(SourcePosition position, string condition)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(condition);
        string name = utf8.Length > MaxConditionName
            ? Encoding.UTF8.GetString(utf8.AsSpan(0, MaxConditionName - 3)) + "..."
            : condition;
        SourcePosition here = Location.Position;
        SourcePosition sum = new(here.Offset + position.Offset, here.Line + position.Line, here.Column + position.Column);
        string quoted = '"' + name.Replace('\n', ' ').Replace('\r', ' ') + '"';
        return new LoadContext(this, new DiagnosticLocation(quoted, sum, ItemType.ConditionExpression, ""), utf8)
        {
            ConditionOffset = position.Offset,
        };
    }
}
