using Falco.Outputs.Sinks;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

internal sealed partial class SinkWorker
{
    private async ValueTask DeliverAsync()
    {
        _undelivered = _batch.ToArray();
        while (await DeliverRestAsync().ConfigureAwait(false))
        {
            // The alerts behind one that was refused.
        }
    }

    /// <summary>Delivers what is left of the batch; true if only its beginning was refused, and the rest is still to be delivered.</summary>
    private async ValueTask<bool> DeliverRestAsync()
    {
        try
        {
            await _pipeline.ExecuteAsync(static (worker, token) => worker.AttemptAsync(token), this, _stop.Token).ConfigureAwait(false);
            NoteSuccess();
        }
        catch (Exception error) when (_stop.IsCancellationRequested)
        {
            if (_backlog.IsDurable)
                return false;
            Lose(DropReason.Discarded, error, int.MaxValue);
        }
        catch (Exception error)
        {
            _health.Fail(error);
            int refused = error is DeliveryException { IsPermanent: true, RefusedCount: > 0 and var count } && _reportCount == 0 ? count : int.MaxValue;
            int lost = Lose(DropReason.GivenUp, error, refused);
            _notices.Tell(DeliveryNoticeKind.GivenUp, $"Output {_options.Name} gives up {lost} alerts: {error.Message}", error);

            if (refused < _undelivered.Length)
            {
                _undelivered = _undelivered[refused..];
                return true;
            }
        }

        _backlog.Confirm();
        return false;
    }

    private async ValueTask AttemptAsync(CancellationToken token)
    {
        _slow.Arm();
        try
        {
            await _sink.WriteAsync(new AlertBatch(_undelivered), token).ConfigureAwait(false);
        }
        catch (DeliveryException error) when (error.DeliveredCount > 0)
        {
            NoteDelivered(Math.Min(error.DeliveredCount, _undelivered.Length));
            throw;
        }
        finally
        {
            _slow.Disarm();
        }
    }

    private void NoteSuccess()
    {
        NoteDelivered(_undelivered.Length);
        if (_health.Succeed())
            _notices.Tell(DeliveryNoticeKind.Recovered, $"Output {_options.Name} delivers again");
    }

    // Reports stand at the head of a batch: once all of them are delivered, the sink has been told.
    private void NoteDelivered(int count)
    {
        int reports = Math.Min(_reportCount, count);
        int alerts = count - reports;
        if (reports > 0 && reports == _reportCount)
            _reports.Confirm();
        _reportCount -= reports;
        _undelivered = _undelivered[count..];

        // Unless they have been counted as discarded meanwhile.
        if (alerts > 0 && TakeInFlight(alerts))
            Interlocked.Add(ref _delivered, alerts);
    }

    private bool TakeInFlight(int count)
    {
        int before = Volatile.Read(ref _inFlight);
        return before >= count && Interlocked.CompareExchange(ref _inFlight, before - count, before) == before;
    }

    private int Lose(DropReason reason, Exception error, int count)
    {
        if (_reportCount > 0)
            _reports.Postpone();
        ReadOnlyMemory<Alert> alerts = _undelivered[_reportCount..];
        alerts = alerts[..Math.Min(count, alerts.Length)];
        if (alerts.Length == 0 || !TakeInFlight(alerts.Length))
            return 0;
        _drops.Add(reason, alerts.Length);
        Bury(alerts.Span, error.Message);
        return alerts.Length;
    }

    private void DiscardWaiting()
    {
        if (_backlog.IsDurable)
            return;
        _batch.Clear();
        while (_backlog.TryRead(out Alert? alert))
            _batch.Add(alert);
        _drops.Add(DropReason.Discarded, _batch.Count);
        Bury(_batch.ToArray(), "The time to drain was over");
        _notices.Tell(DeliveryNoticeKind.Discarded, $"Output {_options.Name} ends: {_batch.Count} waiting alerts are discarded");
    }

    private void Bury(ReadOnlySpan<Alert> alerts, string reason)
    {
        if (alerts.IsEmpty || _deadLetters is null)
            return;
        try
        {
            _deadLetters.Append(alerts, reason);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _notices.Tell(DeliveryNoticeKind.DeadLetterFailed, $"The dead letters of output {_options.Name} cannot be written: {error.Message}", error);
        }
    }

    private void OnRetry(Exception error)
    {
        _health.Fail(error);
        Interlocked.Increment(ref _retries);
        _notices.Tell(DeliveryNoticeKind.AttemptFailed, $"Output {_options.Name} failed and is tried again: {error.Message}", error);
    }

    private void OnSlow()
    {
        TellFull();
        _notices.Tell(DeliveryNoticeKind.Slow, $"\"{_options.Name}\" output timeout, its alerts are held up");
    }

    private void TellFull()
    {
        if (_toldFull || _drops[DropReason.QueueFull] == 0)
            return;
        _toldFull = true;
        _notices.Tell(DeliveryNoticeKind.QueueFull, "Outputs queue out of memory. Drop event and continue on ...");
    }
}
