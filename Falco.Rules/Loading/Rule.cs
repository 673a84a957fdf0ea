using Falco.Core.Events;
using Falco.Rules.Compilation;
using Falco.Rules.Engine;

namespace Falco.Rules.Loading;

/// <summary>A rule that has been loaded and compiled. Immutable.</summary>
public sealed record Rule
{
    /// <summary>The tag by which a rule asks for what its event is about to be refused: a request, an order.</summary>
    /// <remarks>
    /// A tag, because the reference's tools read a file with it unchanged, while they warn of a key that they do not know. Whether anything is refused,
    /// whoever has the event decides.
    /// </remarks>
    public const string DenyTag = "deny";

    /// <summary>The unique name.</summary>
    public required string Name { get; init; }

    /// <summary>What the rule is for.</summary>
    public required string Description { get; init; }

    /// <summary>The event source that the rule watches.</summary>
    public required string Source { get; init; }

    /// <summary>The priority of its alerts.</summary>
    public required RulePriority Priority { get; init; }

    /// <summary>The tags, in ordinal order.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether the rule has the tag <see cref="DenyTag"/>.</summary>
    public bool Denies => Tags.Contains(DenyTag);

    /// <summary>Whether the file enables it.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>The condition as written, with appended parts.</summary>
    public required string ConditionText { get; init; }

    /// <summary>The output as written, with appended parts.</summary>
    public required string OutputText { get; init; }

    /// <summary>Whether an alert of the rule starts a recording of all events.</summary>
    public bool Captures { get; init; }

    /// <summary>How long that recording lasts; zero for as long as the configuration says.</summary>
    public TimeSpan CaptureDuration { get; init; }

    /// <summary>The system calls (and tracepoints) for which the condition can hold; none for another source than <c>syscall</c>.</summary>
    public SyscallSet Syscalls { get; init; } = SyscallSet.Empty;

    /// <summary>The event types for which the condition can hold.</summary>
    internal IReadOnlySet<EventType> EventTypes { get; init; } = null!;

    /// <summary>The bound condition.</summary>
    internal BoundNode Condition { get; init; } = null!;

    /// <summary>The output.</summary>
    internal OutputFormat Output { get; init; } = null!;

    /// <summary>Fields that alerts carry beside those of the output: a name and what is read for it.</summary>
    internal IReadOnlyList<ExtraField> ExtraFields { get; init; } = [];
}

/// <summary>A field that alerts carry beside those of the output.</summary>
/// <param name="Name">The key in <c>output_fields</c>.</param>
/// <param name="Format">What its value is formatted from.</param>
/// <param name="IsRaw">Whether the format is a single field whose typed value is taken.</param>
internal sealed record ExtraField(string Name, OutputFormat Format, bool IsRaw)
{
    /// <summary>The format as written.</summary>
    public string Text { get; init; } = "";
}
