using System.Diagnostics.CodeAnalysis;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>Alerts that wait on disk, behind a short queue in memory, so that those who post wait for no disk.</summary>
internal sealed class SpoolBacklog : IAlertBacklog
{
    private const int AppendedAtOnce = 1000;

    private readonly SinkOptions _options;
    private readonly DropLedger _drops;
    private readonly AlertSpool _spool;
    private readonly Action<Exception> _onFailure;
    private readonly AlertQueue _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _room = new(0, 1);
    private readonly Lock _gate = new();
    private readonly Task _pump;
    private TaskCompletionSource<bool>? _waiter;
    private volatile bool _isComplete;

    /// <param name="options">The sink's options, with a spool.</param>
    /// <param name="drops">Counts what is lost.</param>
    /// <param name="spool">The spool; disposed with this.</param>
    /// <param name="onFailure">Is told why the spool cannot be written.</param>
    public SpoolBacklog(SinkOptions options, DropLedger drops, AlertSpool spool, Action<Exception> onFailure)
    {
        _options = options;
        _drops = drops;
        _spool = spool;
        _onFailure = onFailure;
        _queue = new AlertQueue(options.Capacity, options.FullMode);
        _pump = Task.Run(PumpAsync);
    }

    public long Count => _queue.Reader.Count + _spool.Count;

    public long Spooled => _spool.Recovered + _spool.Appended;

    public bool IsDurable => true;

    public void Post(Alert alert)
    {
        int dropped = _queue.Write(alert);
        if (dropped > 0)
            _drops.Add(_isComplete ? DropReason.Closed : DropReason.QueueFull, dropped);
    }

    public bool TryRead([MaybeNullWhen(false)] out Alert alert)
    {
        bool isRead = _spool.TryRead(out alert);
        CountLost();
        return isRead;
    }

    public Task<bool> WaitAsync()
    {
        lock (_gate)
        {
            if (_spool.Count > 0)
                return Task.FromResult(true);
            if (_pump.IsCompleted)
                return Task.FromResult(false);
            return (_waiter ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Confirm()
    {
        try
        {
            _spool.Confirm();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The alerts come twice after a restart; that is what "at least once" means.
            _onFailure(error);
        }

        if (_room.CurrentCount == 0)
            _room.Release();
    }

    public void Complete()
    {
        _isComplete = true;
        _queue.Complete(null);
        _ = _pump.ContinueWith(_ => Wake(), TaskScheduler.Default);
    }

    /// <summary>Brings to disk what waits in memory, and closes the spool.</summary>
    public async ValueTask DisposeAsync()
    {
        Complete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(false);
        _spool.Dispose();
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        List<Alert> alerts = [];
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            alerts.Clear();
            while (alerts.Count < AppendedAtOnce && _queue.Reader.TryRead(out Alert? alert))
                alerts.Add(alert);
            await AppendAsync(alerts.ToArray()).ConfigureAwait(false);
            Wake();
        }
    }

    private async ValueTask AppendAsync(ReadOnlyMemory<Alert> alerts)
    {
        while (true)
        {
            try
            {
                alerts = alerts[_spool.Append(alerts.Span)..];
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _drops.Add(DropReason.SpoolFailed, alerts.Length);
                _onFailure(error);
                return;
            }

            CountLost();
            if (alerts.IsEmpty)
                return;
            if (_options.FullMode != AlertFullMode.Wait || !await WaitForRoomAsync().ConfigureAwait(false))
            {
                _drops.Add(DropReason.SpoolFull, alerts.Length);
                return;
            }
        }
    }

    private async ValueTask<bool> WaitForRoomAsync()
    {
        Wake();
        await _room.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_stop.IsCancellationRequested;
    }

    private void Wake()
    {
        lock (_gate)
        {
            bool isReady = _spool.Count > 0;
            if (!isReady && !_pump.IsCompleted)
                return;
            _waiter?.TrySetResult(isReady);
            _waiter = null;
        }
    }

    private void CountLost()
    {
        _drops.Add(DropReason.SpoolDamaged, _spool.TakeDamaged());
        _drops.Add(DropReason.SpoolFull, _spool.TakeRemoved());
    }
}
