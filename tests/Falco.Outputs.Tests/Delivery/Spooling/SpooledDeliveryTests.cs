using Falco.Outputs.Delivery;
using Falco.Outputs.Delivery.Spooling;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Delivery.Spooling;

/// <summary>Dispatchers that come after one another on one spool.</summary>
public sealed class SpooledDeliveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_deadline_leaves_is_delivered_by_the_next_in_order()
    {
        var stuck = new HangingSink(heedsToken: true);
        AlertDispatcher first = Create(stuck);
        first.PostNumbered(1000);
        await stuck.Entered;

        Assert.False(await first.DrainAsync(TimeSpan.Zero));

        Assert.Equal((1000, 0), (first.GetStatistics()[0].Spooled, first.GetStatistics()[0].Dropped));
        var sink = new RecordingSink();
        AlertDispatcher second = Create(sink);
        second.PostNumbered(10, first: 1000);
        Assert.True(await second.DrainAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal(Alerts.Messages(1010), sink.Messages);
    }

    [Fact]
    public async Task A_sink_that_is_stuck_for_good_does_not_keep_alerts_from_the_disk()
    {
        var stuck = new HangingSink();
        AlertDispatcher first = Create(stuck);
        first.PostNumbered(500);
        await stuck.Entered;

        Assert.False(await first.DrainAsync(TimeSpan.Zero));

        var sink = new RecordingSink();
        AlertDispatcher second = Create(sink);
        Assert.True(await second.DrainAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal(Alerts.Messages(500), sink.Messages);
        stuck.Release();
    }

    [Fact]
    public async Task Who_waits_for_room_in_a_full_spool_loses_nothing()
    {
        var sink = new RecordingSink();
        AlertDispatcher dispatcher = Create(sink, options => options with
        {
            Capacity = 10,
            FullMode = AlertFullMode.Wait,
            Spool = options.Spool! with { MaxBytes = 20_000 },
        });

        dispatcher.PostNumbered(5000);

        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal(Alerts.Messages(5000), sink.Messages);
    }

    [Theory]
    [InlineData(AlertFullMode.DropNewest)]
    [InlineData(AlertFullMode.DropOldest)]
    public async Task A_spool_that_is_full_drops_and_counts(AlertFullMode mode)
    {
        var stuck = new HangingSink(heedsToken: true);
        AlertDispatcher dispatcher = Create(stuck, options => options with
        {
            BatchSize = 1,
            Capacity = 100_000,
            FullMode = mode,
            Spool = options.Spool! with { MaxBytes = 20_000 },
        });

        dispatcher.PostNumbered(5000);
        await stuck.Entered;
        await dispatcher.DrainAsync(TimeSpan.Zero);

        SinkStatistics statistics = dispatcher.GetStatistics()[0];
        using var spool = new AlertSpool(new SpoolOptions { Folder = _folder.Path }, dropsOldest: false);
        long dropped = statistics.Drops[DropReason.SpoolFull];
        Assert.InRange(dropped, 4000, 4999);

        // The alert that the sink held when it was stopped has been read, but not confirmed: it may have gone with the oldest.
        Assert.InRange(spool.Recovered + dropped, 5000 - 1, 5000);
    }

    [Fact]
    public async Task Alerts_that_are_given_up_leave_the_spool()
    {
        RecordingSink sink = new RecordingSink().FailWith(new Outputs.Sinks.DeliveryException("no") { IsPermanent = true });
        AlertDispatcher dispatcher = Create(sink);
        dispatcher.PostNumbered(1);
        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));

        Assert.Equal(1, dispatcher.GetStatistics()[0].Drops[DropReason.GivenUp]);
        using var spool = new AlertSpool(new SpoolOptions { Folder = _folder.Path }, dropsOldest: false);
        Assert.Equal(0, spool.Recovered);
    }

    [Fact]
    public void A_spool_in_use_is_refused_and_the_others_are_let_go()
    {
        using var used = new AlertSpool(new SpoolOptions { Folder = _folder.File("used") }, dropsOldest: false);
        SinkRegistration free = Register(new RecordingSink(), "free", _folder.File("free"));
        SinkRegistration taken = Register(new RecordingSink(), "taken", _folder.File("used"));

        Assert.Throws<IOException>(() => new AlertDispatcher([free, taken]));

        new AlertSpool(new SpoolOptions { Folder = _folder.File("free") }, dropsOldest: false).Dispose();
    }

    private AlertDispatcher Create(Outputs.Sinks.IAlertSink sink, Func<SinkOptions, SinkOptions>? configure = null)
    {
        SinkRegistration registration = Register(sink, "sink", _folder.Path);
        return new([registration with { Options = (configure ?? (options => options))(registration.Options) }]);
    }

    private static SinkRegistration Register(Outputs.Sinks.IAlertSink sink, string name, string folder) =>
        new(sink, new SinkOptions { Name = name, Spool = new SpoolOptions { Folder = folder, SegmentBytes = 4096 } });
}
