using System.Globalization;
using Falco.Outputs.Delivery;
using Falco.Outputs.Delivery.Spooling;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks.Http;
using Falco.Outputs.Tests.Delivery;
using Falco.Testing.Support;

namespace Falco.Outputs.Tests.Sinks.Http;

/// <summary>The rows of the fault table in docs/delivery.md that need a receiver. Time is a stepped clock; the network is real.</summary>
public sealed class HttpFaultTests
{
    private static readonly AlertLayout Layout = new(new AlertLayoutOptions { Json = true, IncludeMessage = true, HostName = "h" });

    private readonly SteppedClock _clock = new();

    [Fact]
    public async Task A_receiver_that_is_down_for_a_minute_misses_nothing_when_alerts_are_spooled()
    {
        using var folder = new TemporaryFolder();
        HttpReceiver first = await HttpReceiver.StartAsync();
        Uri url = first.Url;
        await first.DisposeAsync();
        AlertDispatcher dispatcher = Create(url, options => options with { Spool = new SpoolOptions { Folder = folder.Path } });
        dispatcher.PostNumbered(100);
        DateTimeOffset down = _clock.GetUtcNow();
        while (_clock.GetUtcNow() - down < TimeSpan.FromMinutes(1) || dispatcher.GetStatistics()[0].Retries < 5)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await using HttpReceiver receiver = await HttpReceiver.StartAsync(port: url.Port);

        Assert.True(await DrainAsync(dispatcher));
        Assert.Equal(Alerts.Messages(100), Messages(receiver));
        Assert.Equal(0, dispatcher.GetStatistics()[0].Dropped);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task An_answer_that_may_pass_is_tried_again(int status)
    {
        int requests = 0;
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(context =>
        {
            if (Interlocked.Increment(ref requests) <= 2)
                context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        AlertDispatcher dispatcher = Create(receiver.Url);

        dispatcher.PostNumbered(20);

        Assert.True(await DrainAsync(dispatcher));
        Assert.Equal(Alerts.Messages(20), Messages(receiver));
        Assert.Equal((20, 2), (dispatcher.GetStatistics()[0].Delivered, dispatcher.GetStatistics()[0].Retries));
    }

    [Fact]
    public async Task Retry_after_is_kept()
    {
        DateTimeOffset? refused = null;
        DateTimeOffset? accepted = null;
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(context =>
        {
            if (refused is null)
            {
                refused = _clock.GetUtcNow();
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = 40.ToString(CultureInfo.InvariantCulture);
            }
            else
            {
                accepted = _clock.GetUtcNow();
            }

            return Task.CompletedTask;
        });
        AlertDispatcher dispatcher = Create(receiver.Url);

        dispatcher.PostNumbered(1);

        Assert.True(await DrainAsync(dispatcher));
        Assert.True(accepted - refused >= TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task An_answer_that_will_not_pass_gives_the_alert_up_at_once_and_counts_it()
    {
        int requests = 0;
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(context =>
        {
            if (Interlocked.Increment(ref requests) == 1)
                context.Response.StatusCode = 400;
            return Task.CompletedTask;
        });
        AlertDispatcher dispatcher = Create(receiver.Url);

        dispatcher.PostNumbered(3);

        Assert.True(await DrainAsync(dispatcher));
        Assert.Equal(["1", "2"], Messages(receiver));
        Assert.Equal(1, dispatcher.GetStatistics()[0].Drops[DropReason.GivenUp]);
    }

    [Fact]
    public async Task A_receiver_that_hangs_gets_the_alert_again_after_the_time_for_an_attempt()
    {
        TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(async context =>
        {
            if (hangs.TrySetResult())
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        AlertDispatcher dispatcher = Create(receiver.Url, options => options with
        {
            AttemptTimeout = TimeSpan.FromSeconds(30),
            Retry = new RetryOptions { FirstDelay = TimeSpan.Zero },
        });
        dispatcher.PostNumbered(5);
        await hangs.Task;

        // Once: the clock must not overtake the answers that follow.
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal(Alerts.Messages(5), Messages(receiver));
        Assert.Equal(1, dispatcher.GetStatistics()[0].Retries);
    }

    [Fact]
    public async Task A_connection_that_is_reset_in_the_middle_of_a_request_is_made_anew()
    {
        int requests = 0;
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(context =>
        {
            if (Interlocked.Increment(ref requests) is 1 or 3)
                context.Abort();
            return Task.CompletedTask;
        });
        AlertDispatcher dispatcher = Create(receiver.Url);

        dispatcher.PostNumbered(5);

        Assert.True(await DrainAsync(dispatcher));
        Assert.Equal(Alerts.Messages(5), Messages(receiver));
    }

    private static string[] Messages(HttpReceiver receiver) =>
        [.. receiver.Requests.Select(request => System.Text.Json.JsonDocument.Parse(request.Body).RootElement)
            .Where(alert => alert.GetProperty("source").GetString() != InternalAlert.Source)
            .Select(alert => alert.GetProperty("message").GetString()!)];

    private AlertDispatcher Create(Uri url, Func<SinkOptions, SinkOptions>? configure = null) => new(
        new SinkCollection(Layout).Sink(
            new HttpSink(new HttpSinkOptions { Url = url }, Layout, _clock),
            (configure ?? (options => options))(new SinkOptions { Name = "http", BatchSize = 1, AttemptTimeout = null })),
        new AlertDispatcherOptions { Clock = _clock });

    private async Task<bool> DrainAsync(AlertDispatcher dispatcher)
    {
        Task<bool> drained = dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        while (!drained.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await drained;
    }
}
