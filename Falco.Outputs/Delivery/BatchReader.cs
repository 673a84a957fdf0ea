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
        if (backlog.Count == 0 && !await WaitAsync(patience, stop).ConfigureAwait(false))
            return;
        long start = clock.GetTimestamp();
        int end = batch.Count + options.BatchSize;
        while (batch.Count < end)
        {
            if (backlog.TryRead(out Alert? alert))
            {
                batch.Add(alert);
                continue;
            }

            TimeSpan left = options.BatchDelay - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || !await WaitAsync(left, stop).ConfigureAwait(false))
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
