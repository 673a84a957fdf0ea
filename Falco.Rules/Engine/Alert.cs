using System.Diagnostics;

namespace Falco.Rules.Engine;

/// <summary>A rule held for an event. Immutable; lives as long as anyone needs it.</summary>
[DebuggerDisplay("{Priority} {Rule}: {Message}")]
public sealed record Alert
{
    /// <summary>The rule's name.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule's priority.</summary>
    public required RulePriority Priority { get; init; }

    /// <summary>The event source, for instance <c>syscall</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The rule's tags, in ordinal order.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When the event happened, nanoseconds since the Unix epoch.</summary>
    public required ulong Timestamp { get; init; }

    /// <summary>The rule's output with the fields filled in, without time and priority.</summary>
    public required string Message { get; init; }

    /// <summary>The fields that the output names and those that were asked for beside it, in ordinal order of their names.</summary>
    public required IReadOnlyList<AlertField> Fields { get; init; }

    /// <summary>The revision of the rule set that raised the alert.</summary>
    public long Revision { get; init; }

    /// <summary>The position of the event in its stream; the first is 1.</summary>
    public ulong EventNumber { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Priority} {Message}";
}

/// <summary>A named value of an alert.</summary>
/// <param name="Name">The field with its argument, for instance <c>proc.aname[2]</c>.</param>
/// <param name="Value">
/// <see langword="null"/>, a <see cref="string"/>, a <see cref="long"/>, a <see cref="ulong"/>, a <see cref="bool"/>, or an array of these.
/// </param>
public readonly record struct AlertField(string Name, object? Value);
