using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.Tests.Streams;

/// <summary>A source may be disposed of at any time and from any thread; while it runs, its own thread releases what it holds.</summary>
public sealed class EventSourceDisposalTests
{
    [Fact]
    public void Disposing_of_a_source_that_does_not_run_releases_it_once()
    {
        SyntheticSource source = new(1);

        source.Dispose();
        source.Dispose();

        Assert.Equal(1, source.Releases);
    }

    [Fact]
    public void An_observer_may_dispose_of_its_source_which_ends_in_order_and_is_released_afterwards()
    {
        int releasesAtCompletion = -1;
        SyntheticSource source = new(10);
        RecordingObserver observer = new();
        source.Subscribe((in Event _) => source.Dispose(), onCompleted: () => releasesAtCompletion = source.Releases);
        source.Subscribe(observer);

        Assert.Null(source.Run(CancellationToken.None));

        Assert.Equal([0L], observer.Numbers);
        Assert.Equal(1, observer.Completions);
        Assert.Equal(0, releasesAtCompletion);
        Assert.Equal(1, source.Releases);
    }

    [Fact]
    public async Task Disposing_on_another_thread_waits_for_no_observer()
    {
        using ManualResetEventSlim isDelivering = new();
        using ManualResetEventSlim isDisposed = new();
        SyntheticSource source = new(10);
        int releasesDuringEvent = -1;
        source.Subscribe((in Event _) =>
        {
            isDelivering.Set();
            isDisposed.Wait(TestContext.Current.CancellationToken);
            releasesDuringEvent = source.Releases;
        });
        Task<Exception?> run = Task.Run(() => source.Run(CancellationToken.None), TestContext.Current.CancellationToken);

        isDelivering.Wait(TestContext.Current.CancellationToken);
        source.Dispose();
        isDisposed.Set();

        Assert.Null(await run);
        Assert.Equal(0, releasesDuringEvent);
        Assert.Equal(1, source.Releases);
    }

    [Fact]
    public void Disposing_ends_the_wait_of_an_observer_that_heeds_the_token()
    {
        SyntheticSource source = new(10);
        WaitingObserver observer = new();
        source.Subscribe(observer);
        Thread disposer = new(() =>
        {
            observer.IsWaiting.Wait(TestContext.Current.CancellationToken);
            source.Dispose();
        });
        disposer.Start();

        Assert.Null(source.Run(CancellationToken.None));

        disposer.Join();
        Assert.True(observer.WasTold);
    }

    [Fact]
    public void A_source_that_is_disposed_as_it_starts_delivers_nothing()
    {
        SyntheticSource source = new(10);
        RecordingObserver observer = new();
        source.Subscribe(new DisposingObserver(source));
        source.Subscribe(observer);

        Assert.Null(source.Run(CancellationToken.None));

        Assert.Empty(observer.Numbers);
        Assert.Equal(1, observer.Completions);
    }

    private sealed class WaitingObserver : IEventObserver
    {
        private CancellationToken _stop;

        public ManualResetEventSlim IsWaiting { get; } = new();

        public bool WasTold { get; private set; }

        public void OnStarted(CancellationToken stop) => _stop = stop;

        public void OnEvent(in Event view)
        {
            IsWaiting.Set();
            WasTold = _stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class DisposingObserver(EventSource source) : IEventObserver
    {
        public void OnStarted(CancellationToken stop) => source.Dispose();

        public void OnEvent(in Event view)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
