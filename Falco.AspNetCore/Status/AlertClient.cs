using System.Threading.Channels;
using Falco.Rules.Engine;

namespace Falco.AspNetCore.Status;

/// <summary>The alerts that wait for one client. What finds no room is dropped and counted, so that no client holds up another or the judging.</summary>
internal sealed class AlertClient : IObserver<Alert>
{
    private readonly Channel<Alert> _waiting;
    private readonly Action _dropped;
    private long _droppedCount;

    /// <param name="capacity">How many alerts wait.</param>
    /// <param name="dropped">Told of each that is dropped.</param>
    public AlertClient(int capacity, Action dropped)
    {
        _waiting = Channel.CreateBounded<Alert>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _dropped = dropped;
    }

    public ChannelReader<Alert> Waiting => _waiting.Reader;

    /// <summary>Alerts that the client has missed since this was asked last.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _droppedCount, 0);

    public void OnNext(Alert value)
    {
        if (_waiting.Writer.TryWrite(value))
            return;
        Interlocked.Increment(ref _droppedCount);
        _dropped();
    }

    public void OnCompleted() => _waiting.Writer.TryComplete();

    public void OnError(Exception error) => _waiting.Writer.TryComplete();
}
