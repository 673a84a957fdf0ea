using Falco.Outputs.Rendering;

namespace Falco.Hosting;

/// <summary>How sinks lay alerts out, unless they are given a layout of their own. Read when the engine starts.</summary>
public sealed class AlertFormatOptions
{
    /// <summary>One JSON object a line instead of plain text.</summary>
    public bool Json { get; set; }

    /// <summary>The time as ISO 8601 in UTC instead of the local time of day.</summary>
    public bool Iso8601Time { get; set; }

    /// <summary>Whether JSON carries the tags.</summary>
    public bool IncludeTags { get; set; } = true;

    /// <summary>Whether JSON carries the values of the fields.</summary>
    public bool IncludeOutputFields { get; set; } = true;

    internal AlertLayoutOptions ToLayout() =>
        new() { Json = Json, Iso8601Time = Iso8601Time, IncludeTags = IncludeTags, IncludeOutputFields = IncludeOutputFields };
}
