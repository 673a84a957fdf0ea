using Falco.Containers.Lookups;
using Falco.Containers.Runtimes;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Containers;

/// <summary>
/// Finds out what the runtimes of this machine know of the containers that a live source shows, and tells it as events that are merged into the source's
/// stream: the picture of the host, rules and recordings then have it.
/// </summary>
/// <remarks>
/// <para>Subscribe it to the source before everything else, so that a container is asked for at its first event. The source's thread never waits for
/// a runtime; given to <see cref="EventSource.HoldEvents"/> as the gate, it lets the first events of a container wait for a bounded time, and all after
/// them, so that rules and recordings have its metadata from its first process on.</para>
/// <para>Runtimes are connected to when they are there; one that is missing, hangs or answers garbage is counted and told, and asked again later.</para>
/// </remarks>
public sealed class ContainerMetadata : IEventObserver, IEventGate, IAsyncDisposable
{
    private readonly EventInjection _target;
    private readonly IReadOnlyList<LazyRuntime> _runtimes;
    private readonly ContainerInquiry _inquiry;
    private readonly ContainerSightings _sightings;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _watches;
    private readonly TableObserver _tables;
    private bool _isGate;

    private ContainerMetadata(
        EventInjection target, IReadOnlyList<LazyRuntime> runtimes, ContainerMetadataOptions options, TimeProvider clock,
        Action<string, Exception>? onFailure)
    {
        _target = target;
        _runtimes = runtimes;
        Action<string, Exception> failed = Guarded(onFailure);
        _inquiry = new ContainerInquiry(runtimes, options, Statistics, clock, Tell, failed);
        _sightings = new ContainerSightings(options)
        {
            Ask = id =>
            {
                Statistics.CountSighted();
                _inquiry.TryAsk(id);
            },
            Ended = TellGone,
            Late = Statistics.CountLateProcess,
        };
        _tables = new TableObserver(_sightings);
        _watches =
        [
            .. runtimes.Select(runtime => Task.Run(() => new RuntimeWatch(
                runtime, options, Statistics, clock, id => _inquiry.TryAsk(id), id => TellGone(id, Nanoseconds(clock)), failed).RunAsync(_stop.Token))),
        ];
    }

    /// <summary>What became of the containers that were seen. May be read from any thread.</summary>
    public ContainerMetadataStatistics Statistics { get; } = new();

    /// <inheritdoc/>
    public IHostTableObserver? Tables => _tables;

    /// <summary>Begins to follow the runtimes.</summary>
    /// <param name="target">Where news go: <see cref="EventSource.Injection"/> of the source that is watched.</param>
    /// <param name="options">Which runtimes are asked, or <see langword="null"/> for the defaults.</param>
    /// <param name="clock">Measures delays.</param>
    /// <param name="onFailure">Is told the name of a runtime and what went wrong there; called from any thread, possibly often.</param>
    public static ContainerMetadata Start(
        EventInjection target, ContainerMetadataOptions? options = null, TimeProvider? clock = null, Action<string, Exception>? onFailure = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        options ??= ContainerMetadataOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.QueueCapacity, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Concurrency, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Attempts, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.RequestTimeout, TimeSpan.Zero, nameof(options));
        return new ContainerMetadata(target, RuntimeList.Create(options), options, clock ?? TimeProvider.System, onFailure);
    }

    /// <inheritdoc/>
    bool IEventGate.IsOpen => _inquiry.IsSettled;

    /// <inheritdoc/>
    bool IEventGate.Inspect(in Event view)
    {
        // From now on events are looked at here, before they reach the observers.
        _isGate = true;
        return _sightings.See(in view);
    }

    /// <inheritdoc/>
    public void OnEvent(in Event view)
    {
        if (view.Type == EventType.AsynceventEnter)
        {
            _sightings.SeeNews(in view);
            return;
        }

        if (!_isGate)
            _sightings.See(in view);
        _sightings.CountLate(in view);
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    /// <summary>Ends all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_watches).ConfigureAwait(false);
        await _inquiry.DisposeAsync().ConfigureAwait(false);
        foreach (LazyRuntime runtime in _runtimes)
            runtime.Dispose();
        _stop.Dispose();
    }

    internal static ContainerMetadata Start(
        EventInjection target, IReadOnlyList<LazyRuntime> runtimes, ContainerMetadataOptions options, TimeProvider clock) =>
        new(target, runtimes, options, clock, null);

    // What the owner throws must not end a look-up or a watch.
    private static Action<string, Exception> Guarded(Action<string, Exception>? onFailure) => (runtime, error) =>
    {
        try
        {
            onFailure?.Invoke(runtime, error);
        }
        catch (Exception)
        {
            // The failure itself is counted; there is nobody to tell that the telling failed.
        }
    };

    private void Tell(ContainerDescription container)
    {
        if (!_target.TryPost(ContainerEvent.EncodeAdded(container, EventInjection.Now)))
            Statistics.CountUndelivered();
    }

    // Dated, other than news of what there is: events that wait for these must not find the container gone.
    private void TellGone(string id, ulong time)
    {
        ContainerDescription container = new() { Id = ContainerTexts.Shorten(id), FullId = id };
        if (!_target.TryPost(ContainerEvent.EncodeRemoved(container, time)))
            Statistics.CountUndelivered();
    }

    private static ulong Nanoseconds(TimeProvider clock) => (ulong)(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalNanoseconds;

    private sealed class TableObserver(ContainerSightings sightings) : IHostTableObserver
    {
        public void OnSectionStarted() => sightings.Clear();

        public void OnMachine(in MachineEntry machine)
        {
        }

        public void OnInterface(in InterfaceEntry entry)
        {
        }

        public void OnUser(in UserEntry user)
        {
        }

        public void OnGroup(in GroupEntry group)
        {
        }

        public void OnThread(in ThreadEntry thread) => sightings.See(in thread);

        public void OnDescriptor(long threadId, in DescriptorEntry descriptor)
        {
        }

        public void OnTablesCompleted()
        {
        }
    }
}
