using Falco.Drivers.Native.Captures;

namespace Falco.Drivers.Native.Tests.Captures;

public sealed class SectionTests
{
    [Fact]
    public void Options_of_the_section_header_are_passed_over()
    {
        CaptureBuilder capture = new CaptureBuilder()
            .Block(0x0A0D0D0A, body => body.U32(0x1A2B3C4D).U16(1).U16(2).U64(ulong.MaxValue).Raw(new byte[40])).Close(1);

        Assert.Equal(["section", "tables completed"], Recorder.Replay(capture).Tables);
    }

    [Theory]
    [InlineData(0x1A2B3C4Du, 2, CaptureFault.Unsupported)]
    [InlineData(0x4D3C2B1Au, 1, CaptureFault.Unsupported)]
    [InlineData(0x12345678u, 1, CaptureFault.Corrupt)]
    public void A_format_that_cannot_be_read_is_named(uint magic, int major, CaptureFault fault)
    {
        CaptureBuilder capture = new CaptureBuilder().Block(0x0A0D0D0A, body => body.U32(magic).U16(major).U16(0).U64(ulong.MaxValue)).Close(1);

        Assert.Equal(fault, Recorder.Replay(capture).Error!.Fault);
    }

    [Fact]
    public void What_does_not_begin_with_a_section_header_is_no_capture()
    {
        Recorder recorder = Recorder.Replay("#!/bin/sh\necho this is no capture\n"u8.ToArray());

        Assert.Equal(CaptureFault.Corrupt, recorder.Error!.Fault);
        Assert.Equal("a section header is expected here", recorder.Error.Problem);
    }

    [Fact]
    public void Tables_come_in_any_order_and_unknown_blocks_between_them_are_skipped()
    {
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(0x206, body => body.U8(1).U32(4).Text("adm"))
            .Block(0x7777, body => body.Raw(new byte[100_000]))
            .Block(0x203, body => body.I64(77).I64(6).U64(9).U8(7).Text("pipe:[9]"))
            .Block(0x8888, body => body.Raw())
            .Close(1);
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(capture.ToArray()));
        Recorder recorder = new();
        using IDisposable subscription = reader.Subscribe(recorder);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(4, recorder.Tables.Count);
        Assert.Equal(2, reader.Statistics.UnknownBlocks);
    }

    [Fact]
    public void Tables_precede_the_events()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x206, body => body.U8(1).U32(4).Text("adm")).Close(1);

        Assert.Equal(["section", "group 4 adm", "tables completed"], Recorder.Replay(capture).Lines.SkipLast(1));
    }

    [Fact]
    public void A_concatenated_capture_begins_a_new_section()
    {
        CaptureBuilder capture = new CaptureBuilder()
            .Section().Block(0x206, body => body.U8(1).U32(4).Text("adm")).Close(1)
            .Section().Block(0x206, body => body.U8(1).U32(5).Text("tty")).Close(2);
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(capture.ToArray()));
        Recorder recorder = new();
        using IDisposable subscription = reader.Subscribe(recorder);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(
            [
                "section", "group 4 adm", "tables completed", "event CloseExit ts=1 tid=1 cpu=3 0000000000000000 0700000000000000",
                "section", "group 5 tty", "tables completed", "event CloseExit ts=1 tid=2 cpu=3 0000000000000000 0700000000000000",
            ],
            recorder.Lines);
        Assert.Equal(2, reader.Statistics.Sections);
    }

    [Fact]
    public void A_block_between_events_that_begins_no_section_is_corrupt()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Close(1).Block(0x206, body => body.U8(1).U32(4).Text("adm")).Close(2);

        Recorder recorder = Recorder.Replay(capture);

        Assert.Single(recorder.Events);
        Assert.Equal(CaptureFault.Corrupt, recorder.Error!.Fault);
        Assert.Equal(capture.Boundaries[2], recorder.Error.Offset);
    }

    [Fact]
    public void A_capture_without_events_is_an_error()
    {
        Recorder recorder = Recorder.Replay(new CaptureBuilder().Section().Block(0x206, body => body.U8(1).U32(4).Text("adm")));

        Assert.Equal(CaptureFault.NoEvents, recorder.Error!.Fault);
    }

    [Fact]
    public void An_empty_file_is_an_error()
    {
        Recorder recorder = Recorder.Replay([]);

        Assert.Equal(CaptureFault.Truncated, recorder.Error!.Fault);
        Assert.Equal("memory: offset 0: the capture is empty", recorder.Error.Message);
    }

    [Fact]
    public void A_table_whose_two_lengths_differ_is_corrupt()
    {
        byte[] capture = new CaptureBuilder().Section().Block(0x206, body => body.U8(1).U32(4).Text("adm")).ToArray();
        capture[^4]++;

        Assert.Equal("the block claims 24 bytes at its start and 25 at its end", Recorder.Replay(capture).Error!.Problem);
    }
}
