using System.Diagnostics.CodeAnalysis;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

/// <summary>Alerts that wait in memory.</summary>
internal sealed class MemoryBacklog(SinkOptions options, DropLedger drops) : IAlertBacklog
{
    private readonly AlertQueue _queue = new(options.Capacity, options.FullMode);
    private volatile bool _isComplete;

    public long Count => _queue.Reader.Count;

    public long Spooled => 0;

    public bool IsDurable => false;

    public void Post(Alert alert)
    {
        int dropped = _queue.Write(alert);
        if (dropped > 0)
            drops.Add(_isComplete ? DropReason.Closed : DropReason.QueueFull, dropped);
    }

    public bool TryRead([MaybeNullWhen(false)] out Alert alert) => _queue.Reader.TryRead(out alert);

    public Task<bool> WaitAsync() => _queue.Reader.WaitToReadAsync().AsTask();

    public void Confirm()
    {
    }

    public void Complete()
    {
        _isComplete = true;
        _queue.Complete(null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
