using Falco.Outputs.Delivery;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Delivery;

public sealed class AlertDispatcherTests
{
    [Fact]
    public async Task Alerts_reach_every_sink_in_order()
    {
        RecordingSink[] sinks = [new(), new()];
        await using var dispatcher = new AlertDispatcher(sinks.Select((sink, i) => Register(sink, $"{i}")));

        dispatcher.PostNumbered(1000);

        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));
        Assert.All(sinks, sink => Assert.Equal(Alerts.Messages(1000), sink.Messages));
        Assert.All(dispatcher.GetStatistics(), one => Assert.Equal((1000, 1000, 0, 0), (one.Posted, one.Delivered, one.Queued, one.Dropped)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hanging_sink_holds_up_neither_detection_nor_another_sink(bool blocksThread)
    {
        const int Count = 100_000;
        var hanging = new HangingSink(blocksThread);
        var other = new RecordingSink();
        Task otherHasAll = other.WaitForAsync(Count);
        var dispatcher = new AlertDispatcher(
        [
            Register(hanging, "hanging", options => options with { Capacity = 1000, BatchSize = 10 }),
            Register(other, "other", options => options with { Capacity = Count }),
        ]);
        dispatcher.Post(Alerts.Numbered(0));
        await hanging.Entered;

        dispatcher.PostNumbered(Count - 1, first: 1);

        // Nothing was taken from the hanging sink's queue since: all that does not fit is dropped, and counted.
        SinkStatistics stuck = dispatcher.GetStatistics()[0];
        Assert.Equal(Count, stuck.Posted);
        Assert.Equal(1001, stuck.Queued);
        Assert.Equal(Count - 1001, stuck.Drops[DropReason.QueueFull]);

        await otherHasAll;
        Assert.False(await dispatcher.DrainAsync(TimeSpan.Zero));
        Assert.Equal(Alerts.Messages(Count), other.Messages);
        stuck = dispatcher.GetStatistics()[0];
        Assert.Equal(1001, stuck.Drops[DropReason.Discarded]);
        Assert.Equal(stuck.Posted, stuck.Delivered + stuck.Dropped);
        hanging.Release();
    }

    [Fact]
    public async Task Waiting_for_room_loses_nothing()
    {
        var sink = new RecordingSink();
        await using var dispatcher = new AlertDispatcher(
            [Register(sink, "sink", options => options with { Capacity = 2, FullMode = AlertFullMode.Wait })]);

        dispatcher.PostNumbered(5000);

        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(Alerts.Messages(5000), sink.Messages);
    }

    [Fact]
    public async Task Dropping_the_oldest_keeps_the_newest()
    {
        var hanging = new HangingSink();
        await using var dispatcher = new AlertDispatcher(
            [Register(hanging, "sink", options => options with { Capacity = 2, BatchSize = 1, FullMode = AlertFullMode.DropOldest })]);
        dispatcher.Post(Alerts.Numbered(0));
        await hanging.Entered;

        dispatcher.PostNumbered(10, first: 1);

        Assert.Equal(8, dispatcher.GetStatistics()[0].Drops[DropReason.QueueFull]);
        hanging.Release();
    }

    [Fact]
    public async Task Filter_routes_alerts()
    {
        var sink = new RecordingSink();
        var filter = new AlertFilter { MinimumPriority = RulePriority.Warning, Rules = ["Write *"], Tags = ["disk"], Sources = ["syscall"] };
        await using var dispatcher = new AlertDispatcher([Register(sink, "sink", options => options with { Filter = filter })]);
        Alert wanted = Alerts.Numbered(1) with { Rule = "Write below etc", Priority = RulePriority.Error, Tags = ["disk", "host"] };

        dispatcher.Post(wanted);
        dispatcher.Post(wanted with { Message = "2", Priority = RulePriority.Notice });
        dispatcher.Post(wanted with { Message = "3", Rule = "Read below etc" });
        dispatcher.Post(wanted with { Message = "4", Tags = ["host"] });
        dispatcher.Post(wanted with { Message = "5", Source = "k8s_audit" });

        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(["1"], sink.Messages);
        Assert.Equal(1, dispatcher.GetStatistics()[0].Posted);
    }

    [Fact]
    public async Task Alerts_after_the_end_are_counted()
    {
        var dispatcher = new AlertDispatcher([Register(new RecordingSink(), "sink")]);
        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);

        dispatcher.PostNumbered(3);

        Assert.Equal(3, dispatcher.GetStatistics()[0].Drops[DropReason.Closed]);
    }

    [Fact]
    public async Task An_observer_of_notices_that_throws_costs_nobody_an_alert()
    {
        RecordingSink failing = new RecordingSink().FailWith(new DeliveryException("no") { IsPermanent = true });
        var other = new RecordingSink();
        var dispatcher = new AlertDispatcher(
            [Register(failing, "failing", options => options with { BatchSize = 1 }), Register(other, "other")],
            new AlertDispatcherOptions { OnNotice = notice => throw new InvalidOperationException(notice.Message) });

        dispatcher.PostNumbered(5);

        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(Alerts.Messages(5), other.Messages);
        SinkStatistics statistics = dispatcher.GetStatistics()[0];
        Assert.Equal((4, 1), (statistics.Delivered, statistics.Drops[DropReason.GivenUp]));
    }

    [Fact]
    public void Two_sinks_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new AlertDispatcher([Register(new RecordingSink(), "a"), Register(new RecordingSink(), "a")]));

    [Fact]
    public async Task Posting_from_many_threads_delivers_each_alert_once()
    {
        var sink = new RecordingSink();
        await using var dispatcher = new AlertDispatcher([Register(sink, "sink", options => options with { Capacity = 100_000 })]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() => dispatcher.PostNumbered(5000, first: thread * 5000))));

        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(Alerts.Messages(20_000).Order(), sink.Messages.Order());
    }

    private static SinkRegistration Register(IAlertSink sink, string name, Func<SinkOptions, SinkOptions>? configure = null)
    {
        var options = new SinkOptions { Name = name };
        return new SinkRegistration(sink, configure is null ? options : configure(options));
    }
}
