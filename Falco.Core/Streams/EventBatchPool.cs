namespace Falco.Core.Streams;

/// <summary>The batches of one channel. All are made at once, so that a running channel takes no memory.</summary>
internal sealed class EventBatchPool
{
    private readonly object _gate = new();
    private readonly EventBatchBuffer[] _free;
    private int _freeCount;
    private bool _isClosed;

    public EventBatchPool(int count, int batchBytes)
    {
        _free = new EventBatchBuffer[count];
        for (_freeCount = 0; _freeCount < count; _freeCount++)
            _free[_freeCount] = new EventBatchBuffer(this, batchBytes);
    }

    /// <summary>Batches that are not in the pool.</summary>
    public int Taken
    {
        get
        {
            lock (_gate)
                return _free.Length - _freeCount;
        }
    }

    /// <summary>A batch, if one is free.</summary>
    public EventBatchBuffer? TryRent()
    {
        lock (_gate)
            return Rent();
    }

    /// <summary>A batch, as soon as one is free; <see langword="null"/> when waiting is no longer allowed.</summary>
    public EventBatchBuffer? WaitAndRent()
    {
        lock (_gate)
        {
            while (true)
            {
                if (Rent() is { } batch)
                    return batch;
                if (_isClosed)
                    return null;
                Monitor.Wait(_gate);
            }
        }
    }

    public void Return(EventBatchBuffer batch)
    {
        lock (_gate)
        {
            _free[_freeCount++] = batch;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>From now on nobody waits for a batch.</summary>
    public void StopWaiting()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private EventBatchBuffer? Rent() => _freeCount > 0 ? _free[--_freeCount] : null;
}
