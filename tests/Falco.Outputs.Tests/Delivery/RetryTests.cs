using System.Text.Json;
using Falco.Outputs.Delivery;
using Falco.Outputs.Sinks;
using Falco.Testing.Support;

namespace Falco.Outputs.Tests.Delivery;

public sealed class RetryTests
{
    private readonly SteppedClock _clock = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<DeliveryNotice> _notices = new();

    [Fact]
    public async Task A_failed_delivery_is_tried_again_until_it_succeeds()
    {
        RecordingSink sink = new RecordingSink().FailWith(new IOException("no"), new IOException("no"));
        AlertDispatcher dispatcher = Create(sink, new SinkOptions { Name = "sink" });

        dispatcher.Post(Alerts.Numbered(1));

        Assert.True(await AdvanceUntilDrained(dispatcher));
        Assert.Equal(["1"], sink.Messages);
        SinkStatistics statistics = dispatcher.GetStatistics()[0];
        Assert.Equal((1, 2, null), (statistics.Delivered, statistics.Retries, statistics.FailingSince));
        Assert.Contains(_notices, notice => notice.Kind == DeliveryNoticeKind.Recovered);
    }

    [Fact]
    public async Task What_is_given_up_is_counted_and_goes_to_the_dead_letters()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("dead.jsonl");
        RecordingSink sink = new RecordingSink().FailWith(new IOException("no \"way\""), new IOException("no \"way\""));
        AlertDispatcher dispatcher = Create(
            sink, new SinkOptions { Name = "sink", Retry = new RetryOptions { MaxRetries = 1 }, DeadLetterFile = file });

        dispatcher.Post(Alerts.Numbered(1));

        Assert.True(await AdvanceUntilDrained(dispatcher));
        Assert.Empty(sink.Messages);
        Assert.Equal(1, dispatcher.GetStatistics()[0].Drops[DropReason.GivenUp]);
        JsonElement letter = JsonDocument.Parse(Assert.Single(File.ReadAllLines(file))).RootElement;
        Assert.Equal("1", letter.GetProperty("alert").GetProperty("message").GetString());
        Assert.Equal("no \"way\"", letter.GetProperty("error").GetString());
        Assert.Equal("sink", letter.GetProperty("sink").GetString());
    }

    [Fact]
    public async Task A_permanent_failure_is_not_tried_again()
    {
        RecordingSink sink = new RecordingSink().FailWith(new DeliveryException("400") { IsPermanent = true });
        await using AlertDispatcher dispatcher = Create(sink, new SinkOptions { Name = "sink" });

        dispatcher.Post(Alerts.Numbered(1));

        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal(1, dispatcher.GetStatistics()[0].Drops[DropReason.GivenUp]);
        Assert.Equal(0, dispatcher.GetStatistics()[0].Retries);
    }

    [Fact]
    public async Task Alerts_that_were_delivered_before_a_failure_are_not_sent_again()
    {
        RecordingSink sink = new RecordingSink().FailWith(new DeliveryException("reset") { DeliveredCount = 2 });
        AlertDispatcher dispatcher = Create(
            sink, new SinkOptions { Name = "sink", BatchSize = 5, BatchDelay = TimeSpan.FromMinutes(1) });

        dispatcher.PostNumbered(5);

        Assert.True(await AdvanceUntilDrained(dispatcher));
        Assert.Equal(Alerts.Messages(5), sink.Messages);
        Assert.Equal([5, 3], sink.Attempts);
    }

    [Fact]
    public async Task One_alert_that_is_refused_does_not_cost_those_behind_it()
    {
        RecordingSink sink = new RecordingSink().FailWith(new DeliveryException("too long") { DeliveredCount = 2, IsPermanent = true, RefusedCount = 1 });
        AlertDispatcher dispatcher = Create(
            sink, new SinkOptions { Name = "sink", BatchSize = 5, BatchDelay = TimeSpan.FromMinutes(1) });

        dispatcher.PostNumbered(5);

        Assert.True(await AdvanceUntilDrained(dispatcher));
        Assert.Equal(["0", "1", "3", "4"], sink.Messages);
        SinkStatistics statistics = dispatcher.GetStatistics()[0];
        Assert.Equal((4, 1, 0), (statistics.Delivered, statistics.Drops[DropReason.GivenUp], statistics.Queued));
    }

    [Fact]
    public async Task The_pause_that_a_receiver_asks_for_is_kept_up_to_the_longest()
    {
        RecordingSink sink = new RecordingSink().FailWith(new DeliveryException("429") { RetryAfter = TimeSpan.FromDays(900) });
        var options = new SinkOptions { Name = "sink", Retry = new RetryOptions { MaxDelay = TimeSpan.FromSeconds(30) } };
        AlertDispatcher dispatcher = Create(sink, options);
        DateTimeOffset start = _clock.GetUtcNow();

        dispatcher.Post(Alerts.Numbered(1));

        Assert.True(await AdvanceUntilDrained(dispatcher));
        Assert.Equal(["1"], sink.Messages);
        Assert.True(_clock.GetUtcNow() - start >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_cancelled()
    {
        var sink = new HangingSink(heedsToken: true);
        var options = new SinkOptions { Name = "sink", Retry = RetryOptions.None, AttemptTimeout = TimeSpan.FromSeconds(5) };
        AlertDispatcher dispatcher = Create(sink, options);
        dispatcher.Post(Alerts.Numbered(1));
        await sink.Entered;

        Assert.True(await AdvanceUntilDrained(dispatcher));

        Assert.Equal(1, dispatcher.GetStatistics()[0].Drops[DropReason.GivenUp]);
        Assert.Contains(_notices, notice => notice.Kind == DeliveryNoticeKind.Slow);
    }

    private AlertDispatcher Create(IAlertSink sink, SinkOptions options) =>
        new([new SinkRegistration(sink, options)], new AlertDispatcherOptions { Clock = _clock, OnNotice = _notices.Enqueue });

    // A timer may be set after the clock was moved: it is moved again until there is nothing left to wait for.
    private async Task<bool> AdvanceUntilDrained(AlertDispatcher dispatcher)
    {
        Task<bool> drained = dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        while (!drained.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await drained;
    }
}
