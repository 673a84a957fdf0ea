using System.Text;
using System.Text.Json;
using Falco.Core.Events;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures.Conversion;

/// <summary>What a reader makes of the events of old drivers.</summary>
public sealed class OldEventTests
{
    private static readonly EventBuilder CloseEnter = new EventBuilder(EventType.CloseEnter, 42).Int64(7);
    private static readonly EventBuilder OldCloseExit = new EventBuilder(EventType.CloseExit, 42).Int64(-5);

    [Fact]
    public void The_end_of_a_call_tells_what_its_start_told()
    {
        (Recorder recorder, CaptureStatistics statistics) = Replay(Capture(CloseEnter, OldCloseExit));

        Assert.EndsWith("fbffffffffffffff 0700000000000000", Assert.Single(recorder.Events), StringComparison.Ordinal);
        Assert.Equal((1, 2, 1, 0), (statistics.Events, statistics.OldEvents, statistics.ConvertedEvents, statistics.MalformedEvents));
    }

    [Fact]
    public void A_start_is_told_once()
    {
        (Recorder recorder, _) = Replay(Capture(CloseEnter, OldCloseExit, OldCloseExit));

        Assert.EndsWith("0000000000000000", recorder.Events[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_start_that_another_section_recorded_is_not_told()
    {
        CaptureBuilder capture = Append(Append(new CaptureBuilder().Section(), CloseEnter).Close(1).Section(), OldCloseExit);

        (Recorder recorder, _) = Replay(capture);

        Assert.EndsWith("fbffffffffffffff 0000000000000000", recorder.Events[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_another_call_than_the_one_begun_is_skipped_and_told_with_its_place()
    {
        List<SkippedEvent> skipped = [];
        CaptureBuilder capture = Capture(new EventBuilder(EventType.ReadEnter, 42).Int64(7).UInt32(1), OldCloseExit).Close(1);

        (Recorder recorder, CaptureStatistics statistics) = Replay(capture, new CaptureReaderOptions { OnSkippedEvent = skipped.Add });

        SkippedEvent only = Assert.Single(skipped);
        Assert.Equal((capture.Boundaries[2], EventType.CloseExit), (only.Offset, only.Type));
        Assert.Contains("thread 42", only.Problem, StringComparison.Ordinal);
        Assert.Equal(1, statistics.MalformedEvents);
        Assert.Single(recorder.Events);
    }

    [Theory]
    [InlineData(EventType.CloseExit, 3, "the event has 3 parameters, its type has 2")]
    [InlineData(EventType.ReadExit, 1, "no driver has recorded the event with this number of parameters: 1")]
    [InlineData(EventType.OpenEnter, 2, "no driver has recorded the event with this number of parameters: 2")]
    public void An_event_with_a_number_of_parameters_that_no_driver_recorded_is_skipped(EventType type, int count, string problem)
    {
        List<SkippedEvent> skipped = [];

        (Recorder recorder, _) = Replay(
            Capture(new EventBuilder(type, 42).Empty(count)).Close(1), new CaptureReaderOptions { OnSkippedEvent = skipped.Add });

        Assert.Equal(problem, Assert.Single(skipped).Problem);
        Assert.Single(recorder.Events);
    }

    [Fact]
    public void An_event_that_its_start_would_make_too_long_is_skipped()
    {
        List<SkippedEvent> skipped = [];
        EventBuilder start = new EventBuilder(EventType.LinkEnter, 42).Bytes(new byte[40_000]).Bytes(new byte[25_500]);
        EventBuilder end = new EventBuilder(EventType.LinkExit, 42).Bytes(new byte[20_000]);
        CaptureBuilder capture = Capture(start, end).Close(1);

        Replay(capture, new CaptureReaderOptions { OnSkippedEvent = skipped.Add });

        // The start fits just so; with the result, which is cut to its size, it does not.
        Assert.Contains("65536", Assert.Single(skipped).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_beyond_the_limit_are_forgotten_and_counted()
    {
        CaptureBuilder capture = new CaptureBuilder().Section();
        for (int thread = 1; thread <= 3; thread++)
            Append(capture, new EventBuilder(EventType.CloseEnter, thread).Int64(7));
        for (int thread = 1; thread <= 3; thread++)
            Append(capture, new EventBuilder(EventType.CloseExit, thread).Int64(0));

        (Recorder recorder, CaptureStatistics statistics) = Replay(capture, new CaptureReaderOptions { MaxPendingCalls = 2 });

        Assert.Equal(1, statistics.ForgottenCalls);
        Assert.Equal([false, true, true], recorder.Events.Select(line => line.EndsWith("0700000000000000", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_container_becomes_a_valid_object_whatever_its_name_holds()
    {
        EventBuilder container = new EventBuilder(EventType.ContainerEnter, -1)
            .Text("c0ffee").UInt32(7).Text("a \"quoted\" name").Text("registry/image:tag+1");

        (Recorder recorder, _) = Replay(Capture(container).Close(1));

        string line = recorder.Events[0];
        Assert.StartsWith("event ContainerJson_2Enter", line, StringComparison.Ordinal);
        string json = Encoding.UTF8.GetString(Convert.FromHexString(line[(line.LastIndexOf(' ') + 1)..])).TrimEnd('\0');
        JsonElement parsed = JsonElement.Parse(json);
        Assert.Equal("a \"quoted\" name", parsed.GetProperty("name").GetString());
        Assert.Contains("tag+1", json, StringComparison.Ordinal);
        Assert.Equal(7, parsed.GetProperty("type").GetInt32());
    }

    [Fact]
    public void The_start_of_a_call_that_is_still_reported_is_delivered_and_kept()
    {
        EventBuilder start = new EventBuilder(EventType.ConnectEnter, 42).Int64(7).SocketAddress("192.0.2.1", 443);
        EventBuilder end = new EventBuilder(EventType.ConnectExit, 42).Int64(0).Empty().Int64(7);

        (Recorder recorder, CaptureStatistics statistics) = Replay(Capture(start, end));

        Assert.Equal(["event ConnectEnter", "event ConnectExit"], recorder.Events.Select(line => line[..line.IndexOf(" ts", StringComparison.Ordinal)]));
        Assert.EndsWith(" 0700000000000000 02c0000201bb01", recorder.Events[1], StringComparison.Ordinal);
        Assert.Equal((2, 1), (statistics.Events, statistics.OldEvents));
    }

    private static CaptureBuilder Capture(params EventBuilder[] events) => events.Aggregate(new CaptureBuilder().Section(), Append);

    private static CaptureBuilder Append(CaptureBuilder capture, EventBuilder built) =>
        capture.Block(0x221, body => body.U16(3).Raw(built.Build()));

    private static (Recorder Recorder, CaptureStatistics Statistics) Replay(CaptureBuilder capture, CaptureReaderOptions? options = null)
    {
        CaptureReader reader = CaptureReader.Open(new MemoryStream(capture.ToArray()), options: options);
        Recorder recorder = Recorder.Replay(reader);
        return (recorder, reader.Statistics);
    }
}
