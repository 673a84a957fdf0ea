using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Cli.Running;

/// <summary>Lets events through until they span a given time (<c>-M</c>), then stops the source.</summary>
internal sealed class DurationLimit(IEventObserver inner, int seconds, CancellationTokenSource end) : IEventObserver
{
    private readonly ulong _limit = (ulong)seconds * 1_000_000_000;
    private ulong _start;
    private bool _isOver;

    public IHostTableObserver? Tables => inner.Tables;

    public void OnStarted(CancellationToken stop) => inner.OnStarted(stop);

    public void OnEvent(in Event view)
    {
        if (_start == 0)
            _start = view.Timestamp;

        // The source may hand over a few more events before it sees that it is to stop.
        if (_isOver || (view.Timestamp > _start && view.Timestamp - _start >= _limit))
        {
            _isOver = true;
            end.Cancel();
            return;
        }

        inner.OnEvent(in view);
    }

    public void OnCompleted() => inner.OnCompleted();

    public void OnError(Exception error) => inner.OnError(error);
}
