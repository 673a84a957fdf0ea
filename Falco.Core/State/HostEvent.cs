using Falco.Core.Events;

namespace Falco.Core.State;

/// <summary>An event together with what the picture of the host says about it: what fields are read from.</summary>
/// <remarks>Valid on the source's thread until the next event is applied.</remarks>
public readonly ref struct HostEvent
{
    /// <summary>The encoded event.</summary>
    public required Event Event { get; init; }

    /// <summary>The picture of the host.</summary>
    public required HostState Host { get; init; }

    /// <summary>The position of the event in its stream; the first is 1 (<c>evt.num</c>).</summary>
    public ulong Number { get; init; }

    /// <summary>The thread that caused the event, or <see langword="null"/>.</summary>
    public ThreadRecord? Thread { get; init; }

    /// <summary>The descriptor that the event works on, or <see langword="null"/>.</summary>
    public DescriptorRecord? Descriptor { get; init; }

    /// <summary>The number of the descriptor that the event works on, known or not; -1 if there is none.</summary>
    public long DescriptorNumber { get; init; }

    /// <summary>
    /// The application's own object that the event is about, or <see langword="null"/> for an encoded event. Fields of its source read it when
    /// a rule asks for them, and not before.
    /// </summary>
    public object? Payload { get; init; }

    /// <summary>
    /// Whether the event may be shown and judged. Some exist only to keep the picture of the host right: state that precedes a recording,
    /// events that the recorder had filtered out, the starts of calls that are kept for their ends, and events of old drivers.
    /// </summary>
    public bool IsShown { get; init; }
}
