using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.Tests.Streams;

public sealed class EventSourceTests
{
    [Fact]
    public void Every_observer_gets_tables_events_and_completion_in_order()
    {
        using SyntheticSource source = new(3);
        RecordingObserver first = new(), second = new();
        source.Subscribe(first);
        source.Subscribe(second);

        Assert.Null(source.Run(CancellationToken.None));

        foreach (RecordingObserver observer in new[] { first, second })
        {
            Assert.Equal(["section", "thread 7", "descriptor 7/3", "completed"], observer.TableCalls);
            Assert.Equal([0L, 1, 2], observer.Numbers);
            Assert.Equal(1, observer.Completions);
            Assert.Empty(observer.Errors);
        }
    }

    [Fact]
    public void An_observer_that_throws_at_an_event_ends_only_its_own_subscription()
    {
        InvalidOperationException error = new("observer");
        using SyntheticSource source = new(3);
        RecordingObserver before = new(), bad = new() { ThrowAtEvent = error }, after = new();
        source.Subscribe(before);
        source.Subscribe(bad);
        source.Subscribe(after);

        Assert.Null(source.Run(CancellationToken.None));

        Assert.Equal([0L], bad.Numbers);
        Assert.Equal([error], bad.Errors);
        Assert.Equal(0, bad.Completions);
        Assert.Equal([0L, 1, 2], before.Numbers);
        Assert.Equal([0L, 1, 2], after.Numbers);
        Assert.Equal(1, after.Completions);
    }

    [Fact]
    public void An_observer_that_throws_at_the_tables_gets_no_events()
    {
        InvalidOperationException error = new("tables");
        using SyntheticSource source = new(2);
        RecordingObserver bad = new() { ThrowAtTables = error }, good = new();
        source.Subscribe(bad);
        source.Subscribe(good);

        Assert.Null(source.Run(CancellationToken.None));

        Assert.Equal([error], bad.Errors);
        Assert.Empty(bad.Numbers);
        Assert.Equal([0L, 1], good.Numbers);
    }

    [Fact]
    public void An_observer_that_throws_at_completion_is_told_its_own_error()
    {
        InvalidOperationException error = new("completion");
        using SyntheticSource source = new(1);
        RecordingObserver bad = new() { ThrowAtCompletion = error }, good = new();
        source.Subscribe(bad);
        source.Subscribe(good);

        Assert.Null(source.Run(CancellationToken.None));

        Assert.Equal([error], bad.Errors);
        Assert.Equal(1, good.Completions);
    }

    [Fact]
    public void A_failure_of_the_source_is_returned_and_goes_to_the_observers()
    {
        IOException failure = new("disk");
        using SyntheticSource source = new(2) { Failure = failure };
        RecordingObserver observer = new();
        source.Subscribe(observer);

        Assert.Same(failure, source.Run(CancellationToken.None));

        Assert.Equal([0L, 1], observer.Numbers);
        Assert.Equal([failure], observer.Errors);
        Assert.Equal(0, observer.Completions);
    }

    [Fact]
    public void To_be_stopped_is_an_orderly_end()
    {
        using CancellationTokenSource stop = new();
        using SyntheticSource source = new(10) { BeforeEvent = number => CancelAt(number, 4) };
        RecordingObserver observer = new();
        source.Subscribe(observer);

        Assert.Null(source.Run(stop.Token));

        Assert.Equal(5, observer.Numbers.Count);
        Assert.Equal(1, observer.Completions);

        void CancelAt(int number, int last)
        {
            if (number == last)
                stop.Cancel();
        }
    }

    [Fact]
    public void A_disposed_subscription_hears_no_more()
    {
        RecordingObserver observer = new();
        IDisposable? subscription = null;
        using SyntheticSource source = new(5) { BeforeEvent = number => DisposeAt(number) };
        subscription = source.Subscribe(observer);

        Assert.Null(source.Run(CancellationToken.None));

        Assert.Equal([0L, 1], observer.Numbers);
        Assert.Equal(0, observer.Completions);
        Assert.Empty(observer.Errors);

        void DisposeAt(int number)
        {
            if (number == 2)
                subscription?.Dispose();
        }
    }

    [Fact]
    public void A_delegate_is_called_for_every_event()
    {
        using SyntheticSource source = new(4);
        long sum = 0;
        bool completed = false;
        source.Subscribe((in Event view) => sum += view.GetInt64(0), onCompleted: () => completed = true);

        Assert.Null(source.Run(CancellationToken.None));

        Assert.Equal(6, sum);
        Assert.True(completed);
    }

    [Fact]
    public void What_a_delegate_without_error_handler_throws_is_the_result_of_the_run()
    {
        InvalidOperationException error = new("mine");
        using SyntheticSource source = new(2);
        RecordingObserver other = new();
        source.Subscribe((in Event _) => throw error);
        source.Subscribe(other);

        Assert.Same(error, source.Run(CancellationToken.None));

        Assert.Equal([0L, 1], other.Numbers);
    }

    [Fact]
    public void A_source_runs_once_and_takes_no_observers_afterwards()
    {
        using SyntheticSource source = new(1);
        source.Run(CancellationToken.None);

        Assert.Throws<InvalidOperationException>(() => source.Run(CancellationToken.None));
        Assert.Throws<InvalidOperationException>(() => source.Subscribe(new RecordingObserver()));
    }

    [Fact]
    public void A_disposed_source_does_not_run()
    {
        SyntheticSource source = new(1);
        source.Dispose();
        source.Dispose();

        Assert.Throws<ObjectDisposedException>(() => source.Run(CancellationToken.None));
        Assert.Throws<ObjectDisposedException>(() => source.Subscribe(new RecordingObserver()));
    }

    [Fact]
    public void Publishing_allocates_nothing()
    {
        long before = 0, after = 0;
        using SyntheticSource source = new(20_000) { BeforeEvent = number => Sample(number) };
        source.Subscribe(static (in Event _) => { });
        source.Subscribe(static (in Event _) => { });

        source.Run(CancellationToken.None);

        Assert.Equal(0, after - before);

        void Sample(int number)
        {
            if (number == 10_000)
                before = GC.GetAllocatedBytesForCurrentThread();
            if (number == 19_999)
                after = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
