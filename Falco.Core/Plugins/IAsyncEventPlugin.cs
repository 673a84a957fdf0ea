namespace Falco.Core.Plugins;

/// <summary>A plugin that tells news beside the events of a source, from threads of its own.</summary>
public interface IAsyncEventPlugin : IPlugin
{
    /// <summary>The names of its events (<c>evt.asynctype</c>); others are refused.</summary>
    IReadOnlyList<string> AsyncEvents { get; }

    /// <summary>The event sources beside which it has news. Its own is always among them; empty, if it has none, means all.</summary>
    IReadOnlyList<string> AsyncSources => [];

    /// <summary>The source runs: news are welcome from now on.</summary>
    void Start(IAsyncEventSink sink);

    /// <summary>No more news. When this returns, nobody uses the sink any more.</summary>
    void Stop();
}

/// <summary>Takes the news of a plugin. May be called from any thread.</summary>
public interface IAsyncEventSink
{
    /// <summary>Puts an event into the stream, by its time.</summary>
    /// <param name="name">The name, UTF-8, one of <see cref="IAsyncEventPlugin.AsyncEvents"/>.</param>
    /// <param name="data">The data; copied.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch; at most ten seconds ahead.</param>
    /// <param name="threadId">The thread that it is about, for events beside system calls; -1 for none.</param>
    /// <returns>Whether it will be delivered; what is not is counted.</returns>
    bool TryPost(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ulong timestamp = PluginEventBatch.Now, long threadId = -1);
}
