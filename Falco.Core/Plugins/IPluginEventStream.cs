namespace Falco.Core.Plugins;

/// <summary>Events of a plugin that are being delivered. Read on one thread, in batches; disposed of by who opened it.</summary>
/// <remarks>
/// The engine asks for the next batch when it has judged the last one: a stream that is read slowly is not asked, which is all the back
/// pressure that a stream needs which reads on demand. For events that come by themselves there is <see cref="PushEventStream"/>.
/// </remarks>
public interface IPluginEventStream : IDisposable
{
    /// <summary>Adds the next events to a batch.</summary>
    /// <param name="batch">The batch, empty; a good stream stops when it is full.</param>
    /// <param name="stop">Signalled when the source is to stop; the stream then returns soon.</param>
    /// <returns>
    /// How to go on. A stream that has nothing waits for a short time (some 30 ms), and then says <see cref="PluginReadStatus.Idle"/>; one that
    /// says <see cref="PluginReadStatus.Continue"/> has added something.
    /// </returns>
    /// <exception cref="PluginException">The stream cannot go on; what the batch holds is delivered before.</exception>
    PluginReadStatus Read(PluginEventBatch batch, CancellationToken stop);

    /// <summary>How far the stream has come.</summary>
    PluginProgress GetProgress() => default;
}

/// <summary>How a stream goes on after a batch.</summary>
public enum PluginReadStatus : byte
{
    /// <summary>There may be more at once.</summary>
    Continue,

    /// <summary>There is nothing more for now.</summary>
    Idle,

    /// <summary>There will be nothing more.</summary>
    End,
}

/// <summary>How far a stream has come.</summary>
/// <param name="Fraction">From 0 to 1.</param>
/// <param name="Text">The same for people; <see langword="null"/> if the stream does not tell.</param>
public readonly record struct PluginProgress(double Fraction, string? Text);
