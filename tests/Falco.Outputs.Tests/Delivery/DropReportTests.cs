using Falco.Outputs.Delivery;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Tests.Rendering;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Outputs.Tests.Delivery;

public sealed class DropReportTests
{
    [Fact]
    public async Task A_drop_is_told_to_the_sink_that_missed_alerts_and_to_the_others()
    {
        var hanging = new HangingSink();
        var other = new RecordingSink();
        var behind = new RecordingSink();
        bool isFirst = true;
        var dispatcher = new AlertDispatcher(new SinkCollection(new AlertLayout(new AlertLayoutOptions()))
            .Sink(other, new SinkOptions { Name = "other" })
            .Function("slow", SlowAsync, options => options with { Capacity = 1, BatchSize = 1 }));
        dispatcher.Post(Alerts.Numbered(0));
        await hanging.Entered;

        dispatcher.PostNumbered(4, first: 1);
        hanging.Release();

        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal(3, behind.Reports.Sum(Count));
        Assert.Equal(3, other.Reports.Sum(Count));
        Assert.All(other.Reports, report => Assert.Equal("Falco internal: alerts dropped", report.Rule));
        Assert.Equal(["0", "1"], behind.Messages);

        async ValueTask SlowAsync(AlertBatch batch, CancellationToken token)
        {
            await behind.WriteAsync(batch, token);
            if (isFirst)
                await hanging.WriteAsync(batch, token);
            isFirst = false;
        }
    }

    [Fact]
    public void A_report_that_could_not_be_delivered_is_told_again()
    {
        DropLedger ledger = new("sink");
        var reports = new DropReports([ledger], TimeSpan.FromSeconds(10), new SteppedClock());
        ledger.Add(DropReason.QueueFull, 2);
        List<Alert> first = [];
        List<Alert> second = [];

        reports.AddTo(first);
        ledger.Add(DropReason.QueueFull, 1);
        reports.AddTo(second);
        reports.Confirm();

        Assert.Equal((2, 3), (Count(Assert.Single(first)), Count(Assert.Single(second))));
        Assert.False(reports.Any());
    }

    [Fact]
    public void Reports_come_no_more_often_than_once_a_period()
    {
        var clock = new SteppedClock();
        DropLedger ledger = new("sink");
        var reports = new DropReports([ledger], TimeSpan.FromSeconds(10), clock);

        reports.Confirm();
        clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromSeconds(6), reports.Wait);
    }

    [Theory]
    [InlineData(false, "00:00:00.000000000: Critical Falco internal: alerts dropped. 2 alerts did not reach output 'sink' (queue_full) (count=2 reason=\"queue_full\" sink=\"sink\")")]
    [InlineData(true, "{\"hostname\":\"h\",\"output\":\"Falco internal: alerts dropped. 2 alerts did not reach output 'sink' (queue_full)\",\"output_fields\":{\"count\":2,\"reason\":\"queue_full\",\"sink\":\"sink\"},\"priority\":\"Critical\",\"rule\":\"Falco internal: alerts dropped\",\"source\":\"internal\",\"time\":\"1970-01-01T00:00:00.000000000Z\"}")]
    public void A_report_is_laid_out_as_an_internal_alert(bool json, string expected)
    {
        DropLedger ledger = new("sink");
        var reports = new DropReports([ledger], TimeSpan.FromSeconds(10), new SteppedClock());
        ledger.Add(DropReason.QueueFull, 2);
        List<Alert> alerts = [];

        reports.AddTo(alerts);

        AlertLayout layout = new(new AlertLayoutOptions { Json = json, HostName = "h", Iso8601Time = true }, new UtcClock());
        Assert.Equal(expected, layout.ToText(Assert.Single(alerts)));
    }

    private static long Count(Alert report) => (long)report.Fields.Single(field => field.Name == "count").Value!;
}
