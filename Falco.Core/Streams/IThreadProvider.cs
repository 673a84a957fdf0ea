namespace Falco.Core.Streams;

/// <summary>Tells of threads that an observer of tables does not know: events were lost, or came before the tables.</summary>
public interface IThreadProvider
{
    /// <summary>Reads a thread as it is now. Called on the source's thread, while an event is observed.</summary>
    /// <param name="threadId">The thread, in the host's pid namespace.</param>
    /// <param name="withSockets">
    /// Whether sockets among the descriptors are looked up, which takes long on a host with many; else their type is unknown.
    /// </param>
    /// <param name="tables">Receives the thread and, if it is a main thread, its descriptors; nothing else is called.</param>
    /// <returns>Whether there is such a thread.</returns>
    bool TryReadThread(long threadId, bool withSockets, IHostTableObserver tables);

    /// <summary>Tells whether a thread still lives. Called on the source's thread, between events.</summary>
    /// <param name="processId">Its process.</param>
    /// <param name="threadId">The thread, in the host's pid namespace.</param>
    /// <param name="comm">Its short name: a thread of another name, which begins otherwise, is another one that got the same id.</param>
    bool IsThreadAlive(long processId, long threadId, ReadOnlySpan<byte> comm);
}
