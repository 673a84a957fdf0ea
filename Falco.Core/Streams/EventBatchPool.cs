namespace Falco.Core.Streams;

/// <summary>The batches of one channel: never more than its options allow, made when they are first needed.</summary>
internal sealed class EventBatchPool(int capacity, int batchBytes)
{
    private readonly object _gate = new();
    private readonly EventBatchBuffer[] _free = new EventBatchBuffer[capacity];
    private int _freeCount;
    private int _made;
    private bool _isClosed;

    /// <summary>Batches that are not in the pool.</summary>
    public int Taken
    {
        get
        {
            lock (_gate)
                return _made - _freeCount;
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

    private EventBatchBuffer? Rent()
    {
        if (_freeCount > 0)
            return _free[--_freeCount];
        if (_made == capacity)
            return null;
        _made++;
        return new EventBatchBuffer(this, batchBytes);
    }
}
