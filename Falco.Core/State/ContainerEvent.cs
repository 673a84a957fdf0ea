using Falco.Core.Events;

namespace Falco.Core.State;

/// <summary>
/// Encodes events that put a container into the picture of the host or take it out: the reference's asynchronous events, so that every reader of
/// captures understands them.
/// </summary>
public static class ContainerEvent
{
    // Other recorders attribute them to init.
    private const long ThreadId = 1;

    /// <summary>The name of an event that tells of a container, new or known.</summary>
    internal static ReadOnlySpan<byte> AddedName => "container"u8;

    /// <summary>The name of an event that tells that a container is gone.</summary>
    internal static ReadOnlySpan<byte> RemovedName => "container_removed"u8;

    /// <summary>An event that tells of a container.</summary>
    /// <param name="container">What is known of it.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <returns>The encoded event, as <see cref="Event.TryRead"/> reads it.</returns>
    public static byte[] EncodeAdded(ContainerDescription container, ulong timestamp) =>
        Encode(AddedName, ContainerDocumentWriter.Write(container), timestamp);

    /// <summary>An event that tells that a container is gone.</summary>
    /// <param name="container">What was known of it; the id suffices.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <returns>The encoded event, as <see cref="Event.TryRead"/> reads it.</returns>
    public static byte[] EncodeRemoved(ContainerDescription container, ulong timestamp) =>
        Encode(RemovedName, ContainerDocumentWriter.Write(container), timestamp);

    /// <summary>An event with a document that is there already.</summary>
    internal static byte[] Encode(ReadOnlySpan<byte> name, ReadOnlySpan<byte> document, ulong timestamp)
    {
        byte[] ended = [.. document, 0];
        return AsynchronousEvent.Encode(0, name, ended, timestamp, ThreadId);
    }
}
