using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

/// <summary>Makes batches of what waits. Belongs to the sink's worker.</summary>
internal sealed class BatchReader(IAlertBacklog backlog, SinkOptions options, TimeProvider clock)
{
    // A wait that ended without an alert goes on with the next: a channel keeps each waiter.
    private Task<bool>? _waiting;

    /// <summary>Whether everything has been read and nothing more comes.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Adds alerts to a batch: none if none comes in time, else what is there or comes within the delay of a batch.</summary>
    public async ValueTask FillAsync(List<Alert> batch, TimeSpan patience, CancellationToken stop)
    {
        int start = batch.Count;
        long firstTime = 0;
        while (batch.Count < start + options.BatchSize)
        {
            if (backlog.TryRead(out Alert? alert))
            {
                if (batch.Count == start)
                    firstTime = clock.GetTimestamp();
                batch.Add(alert);
                continue;
            }

            TimeSpan left = batch.Count == start ? patience : options.BatchDelay - clock.GetElapsedTime(firstTime);
            bool mayWait = left > TimeSpan.Zero || left == Timeout.InfiniteTimeSpan;
            if (!mayWait || !await WaitAsync(left, stop).ConfigureAwait(false))
                return;
        }
    }

    private async ValueTask<bool> WaitAsync(TimeSpan time, CancellationToken stop)
    {
        _waiting ??= backlog.WaitAsync();
        Task wait = _waiting.WaitAsync(time, clock, stop);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_waiting.IsCompleted)
            return false;
        bool isReady = await _waiting.ConfigureAwait(false);
        _waiting = null;
        IsAtEnd = !isReady;
        return isReady;
    }
}
