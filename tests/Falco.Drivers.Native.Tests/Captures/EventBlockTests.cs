using Falco.Core.Events;
using Falco.Drivers.Native.Captures;

namespace Falco.Drivers.Native.Tests.Captures;

public sealed class EventBlockTests
{
    private const string CloseEvent = "event CloseExit ts=1 tid=42 cpu=3 0000000000000000 0700000000000000";

    [Theory]
    [InlineData(0x216u)]
    [InlineData(0x221u)]
    public void An_event_of_today_is_delivered(uint type) =>
        AssertEvents(new CaptureBuilder().Section().Block(type, body => body.U16(3).CloseEvent(42)), CloseEvent);

    [Theory]
    [InlineData(0x217u)]
    [InlineData(0x222u)]
    public void Flags_precede_the_event(uint type)
    {
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(type, body => body.U16(3).U32(0).CloseEvent(42))
            .Block(type, body => body.U16(3).U32(1).CloseEvent(42));

        AssertEvents(capture, CloseEvent, CloseEvent.Replace("cpu=3", "cpu=3 StateOnly", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0x204u, false)]
    [InlineData(0x8010ABCDu, false)]
    [InlineData(0x208u, true)]
    public void The_number_of_parameters_of_the_first_version_is_recovered(uint type, bool hasFlags)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(type, body =>
        {
            body.U16(3);
            if (hasFlags)
                body.U32(0);

            // open: first four, then all six parameters of today's schema.
            body.U64(1).I64(42).U32(22 + 8 + 8 + 5 + 4 + 4).U16(3).U16(8).U16(5).U16(4).U16(4).I64(6).Raw("/abc\0"u8).U32(1).U32(2);
        }).Block(type, body =>
        {
            body.U16(3);
            if (hasFlags)
                body.U32(0);
            body.U64(1).I64(42).U32(22 + 12 + 8 + 5 + 4 + 4 + 4 + 8).U16(3).U16(8).U16(5).U16(4).U16(4).U16(4).U16(8)
                .I64(6).Raw("/abc\0"u8).U32(1).U32(2).U32(3).U64(4);
        });

        AssertEvents(capture,
            "event OpenExit ts=1 tid=42 cpu=3 0600000000000000 2f61626300 01000000 02000000",
            "event OpenExit ts=1 tid=42 cpu=3 0600000000000000 2f61626300 01000000 02000000 03000000 0400000000000000");
    }

    [Fact]
    public void An_event_of_the_first_version_may_have_no_parameters() =>
        AssertEvents(new CaptureBuilder().Section().Block(0x204, body => body.U16(3).U64(1).I64(42).U32(22).U16(2)), "event OpenEnter ts=1 tid=42 cpu=3");

    [Fact]
    public void Notifications_of_the_first_version_count_three_bytes_too_many()
    {
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(0x204, body => body.U16(3).U64(1).I64(42).U32(22 + 4 + 2 + 2 + 3).U16(280).U16(2).U16(2).Raw("1\0"u8).Raw("d\0"u8).Raw(0, 0, 0));

        AssertEvents(capture, "event NotificationEnter ts=1 tid=42 cpu=3 3100 6400");
    }

    [Fact]
    public void An_event_of_the_first_version_whose_lengths_do_not_add_up_is_corrupt()
    {
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(0x204, body => body.U16(3).U64(1).I64(42).U32(22 + 4 + 17).U16(5).U16(8).U16(8).Raw(new byte[17]));

        Assert.Equal("the lengths of the event's parameters do not add up", Recorder.Replay(capture).Error!.Problem);
    }

    [Theory]
    [InlineData(0x216u)]
    [InlineData(0x204u)]
    public void Event_types_of_a_newer_driver_are_skipped_and_counted(uint type)
    {
        // The length is nonsense: a type that is not known is not looked into.
        CaptureBuilder capture = new CaptureBuilder().Section().Close(1)
            .Block(type, body => body.U16(3).U64(1).I64(42).U32(9999).U16(454).U32(0)).Close(2);
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(capture.ToArray()));
        CountingObserver observer = new();
        using IDisposable subscription = reader.Subscribe(observer);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(2, observer.Events);
        Assert.Equal(2, reader.Statistics.Events);
        Assert.Equal(1, reader.Statistics.UnknownEvents);
        Assert.Equal(capture.Length, reader.Statistics.Bytes);
    }

    [Fact]
    public void Events_that_have_a_newer_form_are_delivered_unchanged_and_counted_if_they_shall_not_be_converted()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Close(1)
            .Block(0x216, body => body.U16(3).U64(1).I64(42).U32(26 + 2 + 8).U16(5).U32(1).U16(8).I64(0))
            .Block(0x216, body => body.U16(3).U64(1).I64(42).U32(26 + 2 + 8).U16(4).U32(1).U16(8).I64(7));
        using CaptureReader reader = CaptureReader.Open(
            new MemoryStream(capture.ToArray()), options: new CaptureReaderOptions { ConvertOldEvents = false });
        CountingObserver observer = new();
        using IDisposable subscription = reader.Subscribe(observer);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(3, observer.Events);
        Assert.Equal(2, reader.Statistics.OldEvents);
    }

    [Fact]
    public void Events_that_complete_the_tables_are_for_the_state_only()
    {
        static CaptureBuilder AddGroup(CaptureBuilder capture) =>
            capture.Block(0x216, body => body.U16(3).U64(1).I64(-1).U32(26 + 4 + 4 + 2).U16(358).U32(2).U16(4).U16(2).U32(5).Raw("g\0"u8));

        Recorder recorder = Recorder.Replay(AddGroup(AddGroup(new CaptureBuilder().Section()).Close(1)));

        Assert.Equal([true, false, false], recorder.Events.Select(line => line.Contains("StateOnly", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(65536 - 4 - 2, null)]
    [InlineData(65536, "the block claims 65552 bytes; only a large block may be that long")]
    public void A_block_that_is_not_large_has_at_most_64_KiB_after_its_header(int eventLength, string? problem)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x216, body => WriteBuffer(body.U16(3), eventLength));

        Assert.Equal(problem, Recorder.Replay(capture).Error?.Problem);
    }

    [Fact]
    public void A_large_block_may_be_larger_than_the_read_buffer()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Close(1)
            .Block(0x221, body => body.U16(3).U64(1).I64(42).U32(26 + 4 + 300_000).U16(324).U32(1).U32(300_000).Raw(new byte[300_000])).Close(2);

        foreach (CaptureReaderOptions options in new CaptureReaderOptions[] { new(), new() { BufferSize = 4096 } })
        {
            Recorder recorder = Recorder.Replay(capture, options);
            Assert.Null(recorder.Error);
            Assert.Equal(3, recorder.Events.Count);
        }
    }

    [Fact]
    public void A_large_block_beyond_the_accepted_size_is_refused_before_it_is_read()
    {
        byte[] capture = new CaptureBuilder().Section().Close(1).U32(0x221).U32(uint.MaxValue).ToArray();

        Recorder recorder = Recorder.Replay(capture, new CaptureReaderOptions { MaxBlockSize = 1 << 20 });

        Assert.Single(recorder.Events);
        Assert.Equal(CaptureFault.TooLarge, recorder.Error!.Fault);
    }

    [Theory]
    [InlineData(25, 2, "the length of the event does not fit its block")]
    [InlineData(60, 2, "the length of the event does not fit its block")]
    [InlineData(46, 12, "the event claims more parameters than fit it")]
    [InlineData(46, -1, "the event claims more parameters than fit it")]
    [InlineData(46, 3, "the parameters of the event are longer than the event")]
    [InlineData(45, 2, "the parameters of the event are longer than the event")]
    public void An_event_whose_lengths_contradict_each_other_is_corrupt(int length, int parameters, string problem)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Close(1)
            .Block(0x216, body => body.U16(3).U64(1).I64(42).U32(length).U16(5).U32(parameters).U16(8).U16(8).I64(0).I64(7)).Close(2);

        Recorder recorder = Recorder.Replay(capture);

        Assert.Single(recorder.Events);
        Assert.Equal(CaptureFault.Corrupt, recorder.Error!.Fault);
        Assert.Equal(problem, recorder.Error.Problem);
        Assert.Equal(0x216u, recorder.Error.BlockType);
        Assert.Equal(capture.Boundaries[2], recorder.Error.Offset);
        Assert.Equal($"memory: block 0x216 at offset {capture.Boundaries[2]}: {problem}", recorder.Error.Message);
    }

    // A write event whose data makes it as long as asked for.
    private static void WriteBuffer(CaptureBuilder body, int length) => body.U64(1).I64(42).U32(length).U16((int)EventType.WriteExit).U32(2)
        .U16(8).U16(length - 26 - 4 - 8).I64(0).Raw(new byte[length - 26 - 4 - 8]);

    private static void AssertEvents(CaptureBuilder capture, params string[] expected)
    {
        Recorder recorder = Recorder.Replay(capture, new CaptureReaderOptions { ConvertOldEvents = false });
        Assert.Null(recorder.Error);
        Assert.Equal(expected, recorder.Events);
    }
}
