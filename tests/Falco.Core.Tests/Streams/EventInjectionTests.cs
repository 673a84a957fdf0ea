using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Streams;

public sealed class EventInjectionTests
{
    [Fact]
    public void Events_from_beside_are_merged_by_their_time()
    {
        MergingSource source = new(10, 20, 30);
        Post(source, 25);
        Post(source, 5);
        Post(source, 20);
        Post(source, 40);

        Assert.Equal(["async 5", "10", "async 20", "20", "async 25", "30"], Run(source));
        Assert.Equal(3, source.Injection.Delivered);
    }

    [Fact]
    public void What_takes_place_at_once_takes_the_time_of_what_it_precedes_and_keeps_its_order()
    {
        MergingSource source = new(10, 20);
        Assert.True(source.Injection.TryPost(AsynchronousEvent.Encode(0, "first"u8, default, EventInjection.Now)));
        Assert.True(source.Injection.TryPost(AsynchronousEvent.Encode(0, "second"u8, default, EventInjection.Now)));

        Assert.Equal(["first 10", "second 10", "10", "20"], Run(source));
    }

    [Fact]
    public void What_finds_no_room_is_turned_away_and_counted()
    {
        EventInjection queue = new(capacity: 2);
        bool[] taken = [.. Enumerable.Range(1, 4).Select(time => queue.TryPost(Encode((ulong)time)))];

        Assert.Equal([true, true, false, false], taken);
        Assert.Equal(2, queue.Dropped);
    }

    [Fact]
    public void What_lies_too_far_ahead_or_is_no_event_is_refused_and_counted()
    {
        ManualTimeProvider clock = new();
        EventInjection queue = new(clock: clock);
        ulong now = (ulong)(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalNanoseconds;

        Assert.True(queue.TryPost(Encode(now + 9_000_000_000)));
        Assert.False(queue.TryPost(Encode(now + 11_000_000_000)));
        Assert.False(queue.TryPost([1, 2, 3]));
        Assert.Equal(2, queue.Refused);
    }

    private static void Post(MergingSource source, ulong time) => Assert.True(source.Injection.TryPost(Encode(time)));

    private static byte[] Encode(ulong time) => AsynchronousEvent.Encode(0, "async"u8, default, time);

    private static List<string> Run(MergingSource source)
    {
        List<string> seen = [];
        using IDisposable subscription = source.Subscribe((in Event view) => seen.Add(
            view.Type == EventType.AsynceventEnter ? $"{System.Text.Encoding.UTF8.GetString(view.GetText(1))} {view.Timestamp}" : $"{view.Timestamp}"));
        Assert.Null(source.Run(TestContext.Current.CancellationToken));
        return seen;
    }

    private sealed class MergingSource(params ulong[] times) : EventSource
    {
        public override string Name => "syscall";

        protected override void Produce(CancellationToken stop)
        {
            foreach (ulong time in times)
            {
                Event.TryRead(new EventBuilder(EventType.GetuidExit, 1, time).UInt32(0).Build(), 0, EventFlags.None, out Event view);
                PublishMerged(in view);
            }
        }
    }
}
