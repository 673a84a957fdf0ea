using Falco.Outputs.Delivery.Spooling;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

/// <summary>
/// Brings alerts to sinks. Each sink has a bounded queue and a worker of its own: one that is slow, fails or hangs holds up neither the
/// thread that raises alerts nor another sink. What a sink does not get is counted, and told in an alert.
/// </summary>
/// <remarks>It may subscribe to a rule engine; the end of a source does not end it, because other sources may go on.</remarks>
public sealed class AlertDispatcher : IObserver<Alert>, IAsyncDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(500);

    private readonly AlertDispatcherOptions _options;
    private readonly SinkWorker[] _workers;
    private readonly Lock _ending = new();
    private Task<bool>? _end;

    /// <summary>Makes a dispatcher, which delivers from now on.</summary>
    /// <param name="sinks">The sinks; the dispatcher disposes them at its end.</param>
    /// <param name="options">What holds for all of them.</param>
    /// <exception cref="ArgumentException">Two sinks have one name, or an option is out of its range.</exception>
    /// <exception cref="IOException">A spool cannot be opened, or another process uses it.</exception>
    /// <exception cref="UnauthorizedAccessException">A spool may not be used.</exception>
    public AlertDispatcher(IEnumerable<SinkRegistration> sinks, AlertDispatcherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        _options = options ?? new AlertDispatcherOptions();
        SinkRegistration[] registrations = [.. sinks];
        SinkOptionsCheck.Check(registrations);
        DropLedger[] ledgers = Array.ConvertAll(registrations, sink => new DropLedger(sink.Options.Name));
        IAlertBacklog[] backlogs = OpenBacklogs(registrations, ledgers);
        _workers = new SinkWorker[registrations.Length];
        for (int i = 0; i < _workers.Length; i++)
        {
            var reports = new DropReports(ledgers, _options.DropReportPeriod, _options.Clock);
            _workers[i] = new SinkWorker(registrations[i], backlogs[i], ledgers[i], reports, _options);
        }
    }

    /// <summary>
    /// Takes an alert, on any thread. It returns at once, whatever state the sinks are in, unless a sink's queue is to be waited for
    /// (<see cref="AlertFullMode.Wait"/>).
    /// </summary>
    public void Post(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        foreach (SinkWorker worker in _workers)
            worker.Post(alert);
    }

    /// <summary>What each sink has got, in the order in which they were given.</summary>
    public IReadOnlyList<SinkStatistics> GetStatistics() => Array.ConvertAll(_workers, worker => worker.GetStatistics());

    /// <summary>Asks sinks that hold files open to open them anew (<c>SIGUSR1</c>).</summary>
    public void Reopen()
    {
        foreach (SinkWorker worker in _workers)
            (worker.Sink as IReopenableSink)?.Reopen();
    }

    /// <summary>Takes no more alerts and delivers those that wait.</summary>
    /// <param name="deadline">
    /// The time after which what still waits is discarded, or left to the spool; <see cref="Timeout.InfiniteTimeSpan"/> means no end.
    /// </param>
    /// <param name="cancellationToken">Brings the deadline forward.</param>
    /// <returns>Whether every sink had dealt with all its alerts in time. A second call waits for the first.</returns>
    public Task<bool> DrainAsync(TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        lock (_ending)
            return _end ??= EndAsync(deadline, cancellationToken);
    }

    /// <summary>Drains within <see cref="AlertDispatcherOptions.DisposeTimeout"/> and disposes the sinks.</summary>
    public async ValueTask DisposeAsync() => await DrainAsync(_options.DisposeTimeout).ConfigureAwait(false);

    void IObserver<Alert>.OnNext(Alert value) => Post(value);

    void IObserver<Alert>.OnError(Exception error)
    {
    }

    void IObserver<Alert>.OnCompleted()
    {
    }

    private async Task<bool> EndAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        foreach (SinkWorker worker in _workers)
            worker.Complete();
        Task all = Task.WhenAll(Array.ConvertAll(_workers, worker => worker.Completion));
        await all.WaitAsync(deadline, _options.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bool isDrained = all.IsCompletedSuccessfully;
        if (!isDrained)
        {
            foreach (SinkWorker worker in _workers)
                worker.Stop();

            // Those that heed their token end now; there is no use in waiting for the others.
            await all.WaitAsync(StopGrace, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (SinkWorker worker in _workers)
            await worker.DisposeAsync().ConfigureAwait(false);
        return isDrained;
    }

    // All or none: a spool that stays open would keep the next attempt out.
    private IAlertBacklog[] OpenBacklogs(SinkRegistration[] sinks, DropLedger[] ledgers)
    {
        var spools = new AlertSpool?[sinks.Length];
        try
        {
            for (int i = 0; i < sinks.Length; i++)
            {
                if (sinks[i].Options is { Spool: { } spool } options)
                    spools[i] = new AlertSpool(spool, options.FullMode == AlertFullMode.DropOldest);
            }
        }
        catch
        {
            foreach (AlertSpool? spool in spools)
                spool?.Dispose();
            throw;
        }

        var backlogs = new IAlertBacklog[sinks.Length];
        for (int i = 0; i < sinks.Length; i++)
            backlogs[i] = CreateBacklog(sinks[i].Options, ledgers[i], spools[i]);
        return backlogs;
    }

    private IAlertBacklog CreateBacklog(SinkOptions options, DropLedger drops, AlertSpool? spool)
    {
        if (spool is null)
            return new MemoryBacklog(options, drops);
        var notices = new SinkNotices(options.Name, _options.OnNotice);
        return new SpoolBacklog(options, drops, spool, error => notices.Tell(
            DeliveryNoticeKind.SpoolFailed, $"The spool of output {options.Name} cannot be written: {error.Message}", error));
    }
}
