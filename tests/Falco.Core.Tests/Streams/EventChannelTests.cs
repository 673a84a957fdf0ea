using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Core.Tests.Events;

namespace Falco.Core.Tests.Streams;

public sealed class EventChannelTests
{
    [Fact]
    public async Task Batches_carry_all_events_in_order_with_number_cpu_and_flags()
    {
        using SyntheticSource source = new(1000);
        using EventChannel channel = source.OpenChannel(new() { BatchEvents = 64 });
        Task<Exception?> run = RunAsync(source);

        long expected = 0;
        await foreach (EventBatch lease in channel.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            using EventBatch batch = lease;
            expected = Check(batch, expected);
        }

        Assert.Equal(1000, expected);
        Assert.Null(await run);
        Assert.Equal(new EventChannelStatistics(1000, 0, 16, 0), channel.Statistics);

        static long Check(EventBatch batch, long expected)
        {
            EventBatch.Enumerator events = batch.GetEnumerator();
            while (events.MoveNext())
            {
                Assert.Equal(expected, events.Current.GetInt64(0));
                Assert.Equal(expected % 4, events.Current.Cpu);
                Assert.Equal(++expected, events.Number);
            }

            return expected;
        }
    }

    [Theory]
    [InlineData(EventChannelFullMode.Wait)]
    [InlineData(EventChannelFullMode.DropNewest)]
    [InlineData(EventChannelFullMode.DropOldest)]
    public async Task With_a_slow_reader_delivered_and_dropped_are_what_was_offered(EventChannelFullMode mode)
    {
        using SyntheticSource source = new(20_000);
        using EventChannel channel = source.OpenChannel(new() { BatchEvents = 10, BatchCount = 3, FullMode = mode });
        Task<Exception?> run = RunAsync(source);

        long delivered = 0, last = 0;
        await foreach (EventBatch lease in channel.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            using EventBatch batch = lease;
            Assert.True(batch.FirstNumber > last, "Batches come in order.");
            last = batch.FirstNumber + batch.Count - 1;
            delivered += batch.Count;
            Thread.SpinWait(200);
        }

        Assert.Null(await run);
        EventChannelStatistics statistics = channel.Statistics;
        Assert.Equal(20_000, statistics.Offered);
        Assert.Equal(statistics.Offered, delivered + statistics.Dropped);
        Assert.Equal(0, statistics.TakenBatches);
        if (mode == EventChannelFullMode.Wait)
            Assert.Equal(0, statistics.Dropped);
        if (mode == EventChannelFullMode.DropOldest)
            Assert.Equal(20_000, last);
    }

    [Theory]
    [InlineData(EventChannelFullMode.DropNewest, 1, 21)]
    [InlineData(EventChannelFullMode.DropOldest, 71, 100)]
    public void Without_a_reader_the_policy_says_which_events_stay(EventChannelFullMode mode, long first, long last)
    {
        using SyntheticSource source = new(100);
        using EventChannel channel = source.OpenChannel(new() { BatchEvents = 10, BatchCount = 3, FullMode = mode });

        source.Run(CancellationToken.None);

        Assert.True(channel.Reader.TryPeek(out EventBatch oldest));
        Assert.Equal(first, oldest.FirstNumber);
        long end = 0;
        while (channel.Reader.TryRead(out EventBatch batch))
        {
            end = batch.FirstNumber;
            batch.Dispose();
        }

        Assert.Equal(last == 100 ? 91 : last, end);
        Assert.Equal(70, channel.Statistics.Dropped);
    }

    [Fact]
    public async Task All_leases_come_back_after_cancellation_and_a_waiting_source_gives_up()
    {
        using CancellationTokenSource stop = new();
        using SyntheticSource source = new(100_000);
        EventChannel channel = source.OpenChannel(new() { BatchEvents = 10, BatchCount = 4 });
        Task<Exception?> run = RunAsync(source, stop.Token);
        EventBatch held = await channel.Reader.ReadAsync(TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        Assert.Null(await run);
        long delivered = held.Count;
        held.Dispose();
        while (channel.Reader.TryRead(out EventBatch batch))
        {
            delivered += batch.Count;
            batch.Dispose();
        }

        Assert.True(channel.Reader.Completion.IsCompletedSuccessfully);
        channel.Dispose();
        Assert.Equal(0, channel.Statistics.TakenBatches);
        Assert.Equal(channel.Statistics.Offered, delivered + channel.Statistics.Dropped);
    }

    [Fact]
    public async Task Disposing_the_channel_frees_a_waiting_source_and_counts_what_nobody_read()
    {
        using SyntheticSource source = new(1000);
        EventChannel channel = source.OpenChannel(new() { BatchEvents = 10, BatchCount = 2 });
        RecordingObserver other = new();
        source.Subscribe(other);
        Task<Exception?> run = RunAsync(source);
        await channel.Reader.WaitToReadAsync(TestContext.Current.CancellationToken);

        channel.Dispose();

        Assert.Null(await run);
        Assert.Equal(1000, other.Numbers.Count);
        Assert.Equal(0, channel.Statistics.TakenBatches);
        Assert.Equal(channel.Statistics.Offered, channel.Statistics.Dropped);
    }

    [Fact]
    public async Task A_failure_of_the_source_ends_the_channel_after_its_events()
    {
        IOException failure = new("disk");
        using SyntheticSource source = new(5) { Failure = failure };
        using EventChannel channel = source.OpenChannel();

        Assert.Same(failure, source.Run(CancellationToken.None));

        Assert.True(channel.Reader.TryRead(out EventBatch batch));
        Assert.Equal(5, batch.Count);
        batch.Dispose();
        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => channel.Reader.Completion));
    }

    [Fact]
    public void A_batch_that_does_not_fill_up_is_flushed_in_time()
    {
        ManualTimeProvider clock = new();
        int waiting = -1;
        EventChannel? channel = null;
        using SyntheticSource source = new(3) { BeforeEvent = number => AtEvent(number) };
        channel = source.OpenChannel(new() { TimeProvider = clock });

        source.Run(CancellationToken.None);

        Assert.Equal(2, waiting);
        channel.Dispose();

        void AtEvent(int number)
        {
            if (number != 2)
                return;
            Assert.False(channel!.Reader.TryPeek(out _));
            clock.Fire();
            Assert.True(channel.Reader.TryRead(out EventBatch batch));
            waiting = batch.Count;
            batch.Dispose();
        }
    }

    [Fact]
    public void An_event_that_is_larger_than_a_batch_gets_one_of_its_own()
    {
        byte[] data = new byte[50_000];
        data[^1] = 7;
        byte[] large = EncodedEvent.Of(EventType.ReadExit, EncodedEvent.Int64(50_000), data);
        using BytesSource source = new(large, large);
        using EventChannel channel = source.OpenChannel(new() { BatchBytes = 1024 });

        source.Run(CancellationToken.None);

        for (int i = 0; i < 2; i++)
        {
            Assert.True(channel.Reader.TryRead(out EventBatch batch));
            Assert.Equal(1, batch.Count);
            foreach (Event view in batch)
                Assert.Equal(data, view.GetBytes(1).ToArray());
            batch.Dispose();
        }
    }

    [Fact]
    public void A_lease_is_dead_after_it_was_disposed_even_if_its_memory_serves_another()
    {
        using SyntheticSource source = new(40);
        using EventChannel channel = source.OpenChannel(new() { BatchEvents = 10, BatchCount = 4 });
        source.Run(CancellationToken.None);
        Assert.True(channel.Reader.TryRead(out EventBatch batch));
        EventBatch copy = batch;

        batch.Dispose();

        Assert.Throws<ObjectDisposedException>(() => copy.Count);
        Assert.Throws<ObjectDisposedException>(() => copy.FirstNumber);
        Assert.Throws<ObjectDisposedException>(() => _ = copy.GetEnumerator());
        Assert.Throws<ObjectDisposedException>(copy.Dispose);
        Assert.Throws<ObjectDisposedException>(() => default(EventBatch).Dispose());
        Assert.Equal(3, channel.Statistics.TakenBatches);
    }

    [Fact]
    public void Enumerating_stops_with_an_exception_when_the_lease_ends_meanwhile()
    {
        using SyntheticSource source = new(10);
        using EventChannel channel = source.OpenChannel();
        source.Run(CancellationToken.None);
        Assert.True(channel.Reader.TryRead(out EventBatch batch));

        Assert.Throws<ObjectDisposedException>(() =>
        {
            foreach (Event _ in batch)
                batch.Dispose();
        });
    }

    [Fact]
    public void Options_are_checked()
    {
        using SyntheticSource source = new(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => source.OpenChannel(new() { BatchCount = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.OpenChannel(new() { BatchEvents = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.OpenChannel(new() { FlushInterval = TimeSpan.Zero }));
    }

    [Fact]
    public void Leased_batches_allocate_nothing_in_steady_state()
    {
        long before = 0, after = 0, sum = 0;
        EventChannel? channel = null;
        using SyntheticSource source = new(40_000) { BeforeEvent = number => AtEvent(number) };
        channel = source.OpenChannel(new() { BatchEvents = 100, BatchCount = 4 });

        source.Run(CancellationToken.None);

        Assert.True(sum > 0);
        Assert.Equal(0, after - before);
        channel.Dispose();

        void AtEvent(int number)
        {
            if (number == 20_000)
                before = GC.GetAllocatedBytesForCurrentThread();
            if (number == 39_999)
                after = GC.GetAllocatedBytesForCurrentThread();
            if (!channel!.Reader.TryRead(out EventBatch batch))
                return;
            foreach (Event view in batch)
                sum += view.GetInt64(0);
            batch.Dispose();
        }
    }

    private static Task<Exception?> RunAsync(SyntheticSource source, CancellationToken stop = default) =>
        Task.Factory.StartNew(() => source.Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
