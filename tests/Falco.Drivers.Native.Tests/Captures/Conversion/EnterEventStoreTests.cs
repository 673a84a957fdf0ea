using Falco.Core.Events;
using Falco.Drivers.Native.Captures.Conversion;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures.Conversion;

public sealed class EnterEventStoreTests
{
    [Fact]
    public void A_thread_has_the_start_that_it_recorded_last()
    {
        EnterEventStore store = new(maxEvents: 4, maxBytes: 1 << 20);

        Store(store, threadId: 1, descriptor: 3);
        Store(store, threadId: 1, descriptor: 4);

        Assert.Equal(4, Stored(store, 1));
        Assert.Equal(1, store.Count);
        Assert.Equal(0, store.Evicted);
    }

    [Fact]
    public void The_oldest_start_gives_way_when_too_many_threads_have_one()
    {
        EnterEventStore store = new(maxEvents: 3, maxBytes: 1 << 20);
        for (int thread = 1; thread <= 3; thread++)
            Store(store, thread, thread);
        Store(store, threadId: 1, descriptor: 11);

        Store(store, threadId: 4, descriptor: 4);

        Assert.Equal<long?>([11, null, 3, 4], [Stored(store, 1), Stored(store, 2), Stored(store, 3), Stored(store, 4)]);
        Assert.Equal(1, store.Evicted);
    }

    [Fact]
    public void The_oldest_starts_give_way_when_they_take_too_many_bytes()
    {
        EnterEventStore store = new(maxEvents: 100, maxBytes: 4096);
        for (int thread = 0; thread < 10; thread++)
            Store(store, thread, thread, padding: 1000);

        Assert.Equal(2, store.Count);
        Assert.Equal(8, store.Evicted);
        Assert.Equal<long?>([8, 9], [Stored(store, 8), Stored(store, 9)]);
    }

    [Fact]
    public void A_start_is_gone_once_it_is_removed()
    {
        EnterEventStore store = new(maxEvents: 3, maxBytes: 1 << 20);
        Store(store, threadId: 1, descriptor: 3);

        store.Remove(1);
        store.Remove(2);

        Assert.Null(Stored(store, 1));
    }

    [Fact]
    public void Starts_that_come_and_go_in_any_order_are_kept_apart()
    {
        EnterEventStore store = new(maxEvents: 8, maxBytes: 1 << 20);
        Dictionary<long, long> expected = [];
        Random random = new(1);
        for (int i = 0; i < 2_000; i++)
        {
            long thread = random.Next(8);
            if (random.Next(3) == 0)
            {
                store.Remove(thread);
                expected.Remove(thread);
            }
            else
            {
                Store(store, thread, i, padding: random.Next(600));
                expected[thread] = i;
            }
        }

        Assert.Equal(expected.OrderBy(pair => pair.Key), Enumerable.Range(0, 8)
            .Select(thread => (Thread: (long)thread, Descriptor: Stored(store, thread))).Where(pair => pair.Descriptor is not null)
            .Select(pair => KeyValuePair.Create(pair.Thread, pair.Descriptor!.Value)));
        Assert.Equal(0, store.Evicted);
    }

    private static void Store(EnterEventStore store, long threadId, long descriptor, int padding = 0)
    {
        byte[] bytes = new EventBuilder(EventType.CloseEnter, threadId).Int64(descriptor).Bytes(new byte[padding]).Build();
        Assert.Equal(EventFault.None, Event.TryRead(bytes, 0, EventFlags.None, out Event view));
        store.Store(in view);
    }

    private static long? Stored(EnterEventStore store, long threadId) =>
        store.TryGet(threadId, out Event view) ? view.GetInt64(0) : null;
}
