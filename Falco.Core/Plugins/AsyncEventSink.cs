using System.Text;

namespace Falco.Core.Plugins;

/// <summary>Takes the news of one plugin, if they have the names that it has told.</summary>
internal sealed class AsyncEventSink(AsyncEventQueue queue, IAsyncEventPlugin plugin, uint sourceId) : IAsyncEventSink
{
    private readonly byte[][] _names = [.. plugin.AsyncEvents.Select(Encoding.UTF8.GetBytes)];

    public bool TryPost(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ulong timestamp, long threadId)
    {
        // Events of plugin sources are about no thread.
        if (sourceId != 0 && threadId != -1)
            return queue.Refuse();
        foreach (byte[] known in _names)
        {
            if (name.SequenceEqual(known))
                return queue.TryPost(sourceId, name, data, timestamp, threadId);
        }

        return queue.Refuse();
    }
}
