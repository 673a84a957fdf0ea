using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Streams;

public sealed class RecordedChannelTests
{
    [Theory]
    [InlineData(EventChannelFullMode.Wait)]
    [InlineData(EventChannelFullMode.DropNewest)]
    [InlineData(EventChannelFullMode.DropOldest)]
    public async Task A_slow_reader_of_a_capture_gets_what_was_not_dropped(EventChannelFullMode mode)
    {
        using CaptureReader source = CaptureReader.Open(ReferenceData.File("captures", "attack.scap"));
        using EventChannel channel = source.OpenChannel(new() { BatchEvents = 50, BatchBytes = 4096, BatchCount = 4, FullMode = mode });
        Task<Exception?> run = Task.Run(() => source.Run(CancellationToken.None), TestContext.Current.CancellationToken);

        long delivered = 0;
        await foreach (EventBatch lease in channel.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            using EventBatch batch = lease;
            delivered += batch.Count;
            Thread.SpinWait(500);
        }

        Assert.Null(await run);
        EventChannelStatistics statistics = channel.Statistics;
        Assert.True(statistics.Offered > 24_000);
        Assert.Equal(statistics.Offered, delivered + statistics.Dropped);
        Assert.Equal(0, statistics.TakenBatches);
        if (mode == EventChannelFullMode.Wait)
            Assert.Equal(0, statistics.Dropped);
    }

    [Fact]
    public void A_batch_holds_the_events_as_an_observer_sees_them()
    {
        using CaptureReader source = CaptureReader.Open(ReferenceData.File("captures", "attack.scap"));
        using EventChannel channel = source.OpenChannel();
        long number = 0;
        List<ulong> seen = [], read = [];
        source.Subscribe((in Event view) =>
        {
            seen.Add(Fingerprint(in view, ++number));
            while (channel.Reader.TryRead(out EventBatch batch))
                ReadAll(batch, read);
        });

        Assert.Null(source.Run(TestContext.Current.CancellationToken));
        while (channel.Reader.TryRead(out EventBatch batch))
            ReadAll(batch, read);

        Assert.Equal(seen, read);
    }

    private static void ReadAll(EventBatch batch, List<ulong> read)
    {
        EventBatch.Enumerator events = batch.GetEnumerator();
        while (events.MoveNext())
            read.Add(Fingerprint(events.Current, events.Number));
        batch.Dispose();
    }

    private static ulong Fingerprint(in Event view, long number)
    {
        HashCode hash = default;
        hash.Add(number);
        hash.Add(view.Cpu);
        hash.Add(view.Flags);
        hash.AddBytes(view.Bytes);
        for (int i = 0; i < view.ParameterCount; i++)
            hash.Add(view.GetBytes(i).Length);
        return (ulong)hash.ToHashCode();
    }
}
