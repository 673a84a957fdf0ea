namespace Falco.Outputs.Rendering;

/// <summary>How alerts are laid out as text. The defaults are those of <c>falco.yaml</c>.</summary>
public sealed record AlertLayoutOptions
{
    /// <summary>One JSON object a line instead of plain text (<c>json_output</c>).</summary>
    public bool Json { get; init; }

    /// <summary>JSON carries <c>output</c>: time, priority and message (<c>json_include_output_property</c>).</summary>
    public bool IncludeOutput { get; init; } = true;

    /// <summary>JSON carries <c>message</c>: the message alone (<c>json_include_message_property</c>).</summary>
    public bool IncludeMessage { get; init; }

    /// <summary>JSON carries <c>output_fields</c> (<c>json_include_output_fields_property</c>).</summary>
    public bool IncludeOutputFields { get; init; } = true;

    /// <summary>JSON carries <c>tags</c> (<c>json_include_tags_property</c>).</summary>
    public bool IncludeTags { get; init; } = true;

    /// <summary>The time is written as ISO 8601 in UTC instead of the local time of day (<c>time_format_iso_8601</c>).</summary>
    public bool Iso8601Time { get; init; }

    /// <summary>The <c>hostname</c> of JSON alerts; by default <c>FALCO_HOSTNAME</c> or the machine's.</summary>
    public string? HostName { get; init; }
}
