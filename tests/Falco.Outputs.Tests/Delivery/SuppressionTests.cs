using Falco.Outputs.Delivery;
using Falco.Outputs.Delivery.Suppression;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Outputs.Tests.Delivery;

public sealed class SuppressionTests
{
    private readonly SteppedClock _clock = new();
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Alerts_over_the_rate_are_counted_and_told_of()
    {
        AlertDispatcher dispatcher = Create(new SinkOptions { Name = "sink", RateLimit = new RateLimit(2, Burst: 3) });

        dispatcher.PostNumbered(10);
        _clock.Advance(TimeSpan.FromSeconds(1));
        dispatcher.PostNumbered(10, first: 10);

        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(["0", "1", "2", "10", "11"], _sink.Messages);
        Assert.Equal(15, dispatcher.GetStatistics()[0].Drops[DropReason.RateLimited]);
        Assert.Equal(15, TotalToldOf("rate_limited"));
    }

    [Fact]
    public async Task An_alert_that_just_came_is_kept_back_until_the_window_is_over()
    {
        AlertDispatcher dispatcher = Create(
            new SinkOptions { Name = "sink", Deduplication = new Deduplication { Window = TimeSpan.FromSeconds(10) } });

        for (int second = 0; second < 12; second++)
        {
            dispatcher.Post(Alerts.Numbered(1));
            dispatcher.Post(Alerts.Numbered(100 + second));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(2, _sink.Messages.Count(message => message == "1"));
        Assert.Equal(10, dispatcher.GetStatistics()[0].Drops[DropReason.Duplicate]);
        Assert.Equal(10, TotalToldOf("duplicate"));
    }

    [Fact]
    public async Task What_the_rate_kept_back_is_no_duplicate_later()
    {
        AlertDispatcher dispatcher = Create(new SinkOptions
        {
            Name = "sink",
            RateLimit = new RateLimit(1, Burst: 1),
            Deduplication = new Deduplication { Window = TimeSpan.FromMinutes(1) },
        });

        dispatcher.PostNumbered(2);
        _clock.Advance(TimeSpan.FromSeconds(1));
        dispatcher.Post(Alerts.Numbered(1));

        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(["0", "1"], _sink.Messages);
    }

    [Fact]
    public async Task A_key_that_cannot_be_made_costs_no_alert()
    {
        AlertDispatcher dispatcher = Create(new SinkOptions
        {
            Name = "sink",
            Deduplication = new Deduplication { Key = static _ => throw new InvalidOperationException("no key") },
        });

        dispatcher.PostNumbered(2);

        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(["0", "1"], _sink.Messages);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        var recent = new RecentAlerts(new Deduplication { MaxRemembered = 2 }, _clock);

        for (int number = 1; number <= 3; number++)
            recent.Add(Alerts.Numbered(number));

        Assert.Equal([false, true, true], new[] { 1, 2, 3 }.Select(number => recent.Contains(Alerts.Numbered(number))));
    }

    private AlertDispatcher Create(SinkOptions options) =>
        new([new SinkRegistration(_sink, options)], new AlertDispatcherOptions { Clock = _clock });

    private long TotalToldOf(string reason)
    {
        IEnumerable<Alert> reports = _sink.Reports.Where(report => report.Fields.Any(field => Equals(field.Value, reason)));
        Assert.All(reports, report => Assert.Equal("Falco internal: alerts suppressed", report.Rule));
        return reports.Sum(report => (long)report.Fields.Single(field => field.Name == "count").Value!);
    }
}
