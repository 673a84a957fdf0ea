using System.Threading.Channels;

namespace Falco.Core.Streams;

/// <summary>Carries the events of a source to other threads, in leased batches.</summary>
/// <remarks>
/// Read <see cref="Reader"/> to its end and dispose every batch. It ends when the source ends, with the source's failure if it failed.
/// Disposing the channel ends the subscription and drops what nobody has read.
/// </remarks>
public sealed class EventChannel : IDisposable
{
    private readonly EventChannelWriter _writer;
    private readonly IDisposable _subscription;

    internal EventChannel(IEventSource source, EventChannelOptions options)
    {
        options.Validate();
        _writer = new EventChannelWriter(options);
        try
        {
            _subscription = source.Subscribe(_writer);
        }
        catch
        {
            _writer.Close();
            throw;
        }
    }

    /// <summary>The batches in order. Any number of threads may read.</summary>
    public ChannelReader<EventBatch> Reader => _writer.Reader;

    /// <summary>What the channel has done so far.</summary>
    public EventChannelStatistics Statistics => _writer.Statistics;

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription.Dispose();
        _writer.Close();
    }
}
