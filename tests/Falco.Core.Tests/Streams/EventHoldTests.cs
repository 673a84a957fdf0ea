using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Streams;

/// <summary>Events of a source whose gate closes at the time 2000, and for which news are posted at a time that the test says.</summary>
public sealed class EventHoldTests
{
    private static readonly ulong[] Times = [1000, 2000, 3000, 4000, 5000];

    [Fact]
    public void Events_wait_for_news_and_come_after_them_in_order()
    {
        HeldSource source = new(Times, newsAt: 4000);

        Assert.Equal(["1000", "news 2000", "2000", "3000", "4000", "5000"], Run(source, longest: 1000));
        Assert.Equal((1L, 2L, 1L), (source.Hold!.Holds, source.Hold.Events, source.Hold.Answered));
    }

    [Fact]
    public void Events_wait_no_longer_than_they_may()
    {
        HeldSource source = new(Times, newsAt: 5000);

        Assert.Equal(["1000", "2000", "3000", "4000", "news 5000", "5000"], Run(source, longest: 20));
        Assert.Equal(1, source.Hold!.Expired);
    }

    [Fact]
    public void No_more_events_wait_than_there_is_room_for()
    {
        HeldSource source = new(Times, newsAt: 5000);
        int size = new EventBuilder(EventType.GetuidExit, 1).UInt32(0).Build().Length + 10;

        Run(source, longest: 1000, bytes: 2 * size);

        Assert.Equal(1, source.Hold!.Full);
    }

    [Fact]
    public void What_still_waits_at_the_end_is_delivered()
    {
        HeldSource source = new(Times, newsAt: ulong.MaxValue);

        Assert.Equal(["1000", "2000", "3000", "4000", "5000"], Run(source, longest: 1000));
    }

    private static List<string> Run(HeldSource source, long longest, int bytes = 100_000)
    {
        List<string> seen = [];
        EventHoldOptions options = new() { LongestWait = TimeSpan.FromTicks(longest), MaxBytes = bytes };
        source.Hold = source.HoldEvents(source, options);
        using IDisposable subscription = source.Subscribe((in Event view) => seen.Add(
            view.Type == EventType.AsynceventEnter ? $"news {view.Timestamp}" : $"{view.Timestamp}"));
        Assert.Null(source.Run(TestContext.Current.CancellationToken));
        return seen;
    }

    private sealed class HeldSource(ulong[] times, ulong newsAt) : EventSource, IEventGate
    {
        public override string Name => "syscall";

        public EventHoldStatistics? Hold { get; set; }

        public bool IsOpen { get; private set; }

        public bool Inspect(in Event view) => view.Timestamp == 2000;

        protected override void Produce(CancellationToken stop)
        {
            foreach (ulong time in times)
            {
                if (time == newsAt)
                {
                    Injection.TryPost(AsynchronousEvent.Encode(0, "news"u8, default, EventInjection.Now));
                    IsOpen = true;
                }

                Event.TryRead(new EventBuilder(EventType.GetuidExit, 1, time).UInt32(0).Build(), 0, EventFlags.None, out Event view);
                PublishMerged(in view);
            }

            PublishRest(times[^1]);
        }
    }
}
