using System.Diagnostics;
using System.Threading.Channels;
using Falco.Hosting.Feeds;
using Falco.Hosting.Loading;
using Falco.Hosting.Telemetry;
using Falco.Outputs.Delivery;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting;

/// <summary>Watches sources of events, judges every event by rules and hands out alerts.</summary>
/// <remarks>
/// An application gets it from dependency injection (<c>services.AddFalco(…)</c>), where a hosted service starts and stops it; without that,
/// <see cref="WatchAsync"/> makes a running one. Each source has a thread and a picture of its host; several engines in one process do not
/// know of each other. All members may be called from any thread.
/// </remarks>
[DebuggerDisplay("{Name} {IsRunning}")]
public sealed partial class FalcoEngine : IObservable<Alert>, IAsyncDisposable
{
    private readonly EngineSetup _setup;
    private readonly AlertHub _hub;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Changed by whoever holds _changing, read by anyone.
    private volatile Feed[] _feeds = [];
    private volatile EngineRules? _loading;
    private volatile RuleSet? _rules;
    private volatile FalcoEngineOptions _options;
    private EngineMetrics? _metrics;
    private DateTimeOffset? _started;
    private bool _isStopped;
    private bool _isDisposed;

    internal FalcoEngine(EngineSetup setup)
    {
        _setup = setup;
        _options = setup.Options;
        _hub = new AlertHub(setup.Options.AlertCapacity);
    }

    /// <summary>The name that it was added by; empty for the one without a name.</summary>
    public string Name => _setup.Name;

    /// <summary>
    /// The alerts of all sources, from the first use of this property on; it ends when the sources have ended or the engine is stopped. Alerts that nobody reads in time
    /// are dropped, and counted (<see cref="FalcoStatus.DroppedAlerts"/>).
    /// </summary>
    public ChannelReader<Alert> Alerts => _hub.Reader;

    /// <summary>Whether events are judged.</summary>
    public bool IsRunning => _started is not null && !_completion.Task.IsCompleted;

    /// <summary>Completes when all sources have come to their end or the engine was stopped; never fails.</summary>
    public Task Completion => _completion.Task;

    /// <summary>The rules in use; <see langword="null"/> before the start.</summary>
    public RuleSet? Rules => _rules;

    private ILogger Log => _setup.Log;

    /// <summary>Adds an observer of alerts, called on the threads of the sources: what it does holds up the judging.</summary>
    /// <remarks>An observer that throws loses its own subscription only.</remarks>
    /// <returns>Removes the observer when it is disposed.</returns>
    public IDisposable Subscribe(IObserver<Alert> observer) => _hub.Subscribe(observer);

    /// <summary>Loads the rules, opens the sources and begins to judge.</summary>
    /// <exception cref="FalcoStartException">A rule file has errors, or a source cannot be opened; nothing is left running.</exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_started is not null || _isStopped)
                throw new InvalidOperationException("The engine was started before: an engine runs once.");

            // Compiling rules and loading the probe take some tenths of a second.
            await Task.Run(Start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends the sources, judges what they have delivered, has the sinks deliver what waits, and completes <see cref="Alerts"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting, as <see cref="FalcoEngineOptions.DrainTimeout"/> does; the engine is stopped all the same.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _changing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_isStopped)
                return;
            _isStopped = true;
            StopWatchingFiles();
            foreach (Feed feed in _feeds)
                feed.Stop();
            long start = _setup.Clock.GetTimestamp();
            await DrainAsync(cancellationToken).ConfigureAwait(false);
            await DeliverAsync(_options.DrainTimeout - _setup.Clock.GetElapsedTime(start), cancellationToken).ConfigureAwait(false);
            Complete();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The services that the engine owns dispose it in turn.
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await StopAsync().ConfigureAwait(false);
        _metrics?.Dispose();
        if (_setup.Owned is { } owned)
            await owned.DisposeAsync().ConfigureAwait(false);
    }

    private void Start()
    {
        IReadOnlyList<FeedPlan> plans = [.. MachineFeeds.Of(_options), .. _setup.Parts.Feeds];
        if (plans.Count == 0)
            throw new FalcoStartException("The engine has no source of events: add one, for instance FromKernel().");
        _loading = _setup.CreateRules(plans);
        RuleSet rules = LoadFirst(_loading, _options);
        FeedContext context = new()
        {
            Services = _setup.Services,
            Options = _options,
            Rules = rules,
            Alerts = _hub,
            Clock = _setup.Clock,
            Log = Log,
            Faults = new FaultLog(Log),
        };
        AlertDispatcher sinks = _setup.Parts.Sinks.Open(_setup.Services, _options.Format, _setup.Clock, Log);
        List<Feed> feeds = Open(plans, context, sinks);
        _hub.Sinks = sinks;
        _rules = rules;
        _feeds = [.. feeds];
        _started = _setup.Clock.GetUtcNow();
        foreach (Feed feed in feeds)
            Begin(feed);
        _metrics = new EngineMetrics(this, feeds, _setup.Meters);
        _ = CompleteAtEndAsync(feeds);
        WatchFiles();
        foreach (string source in plans.Select(static plan => plan.Source).Distinct(StringComparer.Ordinal))
        {
            if (rules.Rules.All(rule => rule.Source != source))
                Log.NoRules(source);
        }

        Log.Started(rules.Rules.Count, rules.Revision, feeds.Count);
    }

    private static List<Feed> Open(IReadOnlyList<FeedPlan> plans, FeedContext context, AlertDispatcher sinks)
    {
        List<Feed> feeds = [];
        try
        {
            foreach (FeedPlan plan in plans)
                feeds.Add(plan.Open(context));
            return feeds;
        }
        catch
        {
            feeds.ForEach(static feed => feed.Stop());
            _ = sinks.DisposeAsync().AsTask();
            throw;
        }
    }

    private void Begin(Feed feed)
    {
        feed.Start();
        if (feed.GetStatus().State != SourceState.Running)
            return;
        Log.SourceStarted(feed.Source, feed.Description);
        _ = TellEndAsync(feed);
    }

    private async Task TellEndAsync(Feed feed)
    {
        await feed.Completion.ConfigureAwait(false);
        SourceStatus status = feed.GetStatus();
        if (status.State == SourceState.Failed)
            Log.SourceFailed(feed.Source, feed.Description, status.Failure);
        else
            Log.SourceEnded(feed.Source, feed.Description, status.Events, status.Lost);
    }

    private async Task CompleteAtEndAsync(List<Feed> feeds)
    {
        await Task.WhenAll(feeds.Select(static feed => feed.Completion)).ConfigureAwait(false);
        Complete();
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        Feed[] feeds = _feeds;
        try
        {
            await Task.WhenAll(feeds.Select(static feed => feed.Completion))
                .WaitAsync(_options.DrainTimeout, _setup.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            Log.StoppedUnfinished(_options.DrainTimeout, feeds.Count(static feed => !feed.Completion.IsCompleted));
        }
    }

    // What the sinks could not deliver is counted and told by the dispatcher.
    private async Task DeliverAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        if (_hub.Sinks is { } sinks)
            await sinks.DrainAsync(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }

    private void Complete()
    {
        if (!_completion.TrySetResult())
            return;
        _hub.End();
        FalcoStatus status = GetStatus();
        Log.Stopped(status.Sources.Sum(static source => source.Events), status.Sources.Sum(static source => source.Alerts), status.Sources.Sum(static source => source.Lost));
    }
}
