using Falco.Outputs.Delivery.Suppression;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;
using Polly;

namespace Falco.Outputs.Delivery;

/// <summary>Brings alerts to one sink: one delivery at a time, in order.</summary>
internal sealed partial class SinkWorker : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly IAlertSink _sink;
    private readonly SinkOptions _options;
    private readonly AlertDispatcherOptions _shared;
    private readonly DropLedger _drops;
    private readonly DropReports _reports;
    private readonly SinkNotices _notices;
    private readonly AlertSuppressor? _suppressor;
    private readonly IAlertBacklog _backlog;
    private readonly BatchReader _reader;
    private readonly ResiliencePipeline _pipeline;
    private readonly DeadLetterFile? _deadLetters;
    private readonly DeliveryHealth _health;
    private readonly SlowWatch _slow;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Alert> _batch = [];

    // The alerts of the batch after the reports at its head; 0 once their fate is known.
    private int _inFlight;
    private int _reportCount;
    private ReadOnlyMemory<Alert> _undelivered;

    private long _posted;
    private long _delivered;
    private long _retries;
    private bool _toldFull;

    /// <param name="registration">The sink.</param>
    /// <param name="backlog">What waits for it; the worker disposes it.</param>
    /// <param name="drops">Its own drops.</param>
    /// <param name="reports">What it is told of all drops.</param>
    /// <param name="shared">What holds for all sinks.</param>
    public SinkWorker(
        SinkRegistration registration, IAlertBacklog backlog, DropLedger drops, DropReports reports, AlertDispatcherOptions shared)
    {
        _sink = registration.Sink;
        _options = registration.Options;
        _shared = shared;
        _drops = drops;
        _reports = reports;
        _notices = new SinkNotices(_options.Name, shared.OnNotice);
        _suppressor = AlertSuppressor.Create(_options, shared.Clock);
        _backlog = backlog;
        _reader = new BatchReader(_backlog, _options, shared.Clock);
        _pipeline = AttemptPipeline.Build(_options, shared.Clock, OnRetry);
        _deadLetters = _options.DeadLetterFile is { } path ? new DeadLetterFile(path, _options.Name, shared.Clock) : null;
        _health = new DeliveryHealth(shared.Clock);
        _slow = new SlowWatch(_options.SlowAfter, shared.Clock, OnSlow);

        // On the pool: a sink that blocks takes one of its threads, and there are few sinks.
        Completion = Task.Run(RunAsync);
    }

    public IAlertSink Sink => _sink;

    /// <summary>Ends when everything has been dealt with, or after <see cref="Stop"/>, unless the sink is stuck.</summary>
    public Task Completion { get; }

    public void Post(Alert alert)
    {
        if (!_options.Filter.Accepts(alert))
            return;
        Interlocked.Increment(ref _posted);
        if (_suppressor?.Judge(alert) is { } reason)
            _drops.Add(reason, 1);
        else
            _backlog.Post(alert);
    }

    /// <summary>Takes no more alerts; what waits is still delivered.</summary>
    public void Complete() => _backlog.Complete();

    /// <summary>Ends the attempt that is under way and gives up what waits.</summary>
    public void Stop() => _stop.Cancel();

    public SinkStatistics GetStatistics() => new()
    {
        Name = _options.Name,
        Posted = Volatile.Read(ref _posted),
        Queued = _backlog.Count + Volatile.Read(ref _inFlight),
        Spooled = _backlog.Spooled,
        Delivered = Volatile.Read(ref _delivered),
        Retries = Volatile.Read(ref _retries),
        Drops = _drops.ToDictionary(),
        FailingSince = _health.FailingSince,
        LastError = _health.LastError,
    };

    /// <summary>Closes what waits and, unless it is stuck, the sink.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Completion.IsCompleted)
        {
            // Whatever the sink holds is in use: it is left as it is.
            Abandon();
            await _backlog.DisposeAsync().ConfigureAwait(false);
            return;
        }

        await _backlog.DisposeAsync().ConfigureAwait(false);
        _slow.Dispose();
        _stop.Dispose();
        try
        {
            await DisposeSinkAsync().AsTask().WaitAsync(CloseTimeout).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The other sinks end all the same.
            _notices.Tell(DeliveryNoticeKind.Discarded, $"Output {_options.Name} could not be closed: {error.Message}", error);
        }
    }

    private async ValueTask DisposeSinkAsync()
    {
        if (_sink is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        else if (_sink is IDisposable disposable)
            disposable.Dispose();
    }

    /// <summary>Counts as discarded what a sink that is stuck did not take.</summary>
    private void Abandon()
    {
        if (_backlog.IsDurable)
            return;
        int lost = Interlocked.Exchange(ref _inFlight, 0);
        while (_backlog.TryRead(out _))
            lost++;
        _drops.Add(DropReason.Discarded, lost);
        _notices.Tell(DeliveryNoticeKind.Discarded, $"Output {_options.Name} is stuck: {lost} alerts are discarded");
    }

    private async Task RunAsync()
    {
        try
        {
            if (await DeliverAllAsync().ConfigureAwait(false))
                return;
        }
        catch (Exception error)
        {
            // Not a failure of the sink, which has been dealt with: what waits must be counted all the same, and whoever runs us told.
            _health.Fail(error);
            _backlog.Complete();
            _notices.Tell(DeliveryNoticeKind.GivenUp, $"Output {_options.Name} ends: {error.Message}", error);
        }

        DiscardWaiting();
    }

    private async ValueTask<bool> DeliverAllAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await FillAsync().ConfigureAwait(false);
            TellFull();
            if (_batch.Count > 0)
                await DeliverAsync().ConfigureAwait(false);
            if (!_reader.IsAtEnd)
                continue;
            await TellLastDropsAsync().ConfigureAwait(false);
            return true;
        }

        return false;
    }

    // What was lost comes before what was raised later.
    private async ValueTask FillAsync()
    {
        _batch.Clear();
        bool reports = _options.ReceivesDropReports;
        if (reports && _reports.Wait == TimeSpan.Zero)
            _reports.AddTo(_batch);
        _reportCount = _batch.Count;
        TimeSpan patience = _reportCount > 0 ? TimeSpan.Zero : reports ? _shared.DropReportPeriod : Timeout.InfiniteTimeSpan;
        await _reader.FillAsync(_batch, patience, _stop.Token).ConfigureAwait(false);
        Volatile.Write(ref _inFlight, _batch.Count - _reportCount);
    }

    // Once more, however short the time since the last report: there is no later.
    private async ValueTask TellLastDropsAsync()
    {
        if (!_options.ReceivesDropReports || !_reports.Any())
            return;
        _batch.Clear();
        _reports.AddTo(_batch);
        _reportCount = _batch.Count;
        await DeliverAsync().ConfigureAwait(false);
    }
}
