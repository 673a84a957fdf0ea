using System.IO.Compression;
using Falco.Drivers.Native.Captures;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Cuts and corrupts a capture that holds every kind of block.</summary>
public sealed class DamagedCaptureTests
{
    private const int FirstEventBlock = 7;

    public enum Way
    {
        File,
        Stream,
        NarrowStream,
        DirectStream,
    }

    [Theory]
    [InlineData(Way.File)]
    [InlineData(Way.Stream)]
    [InlineData(Way.NarrowStream)]
    [InlineData(Way.DirectStream)]
    public void A_capture_that_is_cut_anywhere_delivers_what_precedes_the_cut(Way way)
    {
        CaptureBuilder whole = EveryBlock();
        byte[] bytes = whole.ToArray();
        for (int cut = 0; cut < bytes.Length; cut++)
        {
            Recorder recorder = Replay(bytes[..cut], way);

            int complete = whole.Boundaries.FindLastIndex(boundary => boundary <= cut);
            bool isAtBoundary = whole.Boundaries[complete] == cut;
            Assert.Equal(Math.Max(0, complete - FirstEventBlock), recorder.Events.Count);
            if (isAtBoundary && complete > FirstEventBlock)
            {
                Assert.Null(recorder.Error);
                continue;
            }

            CaptureFault expected = isAtBoundary && complete > 0 ? CaptureFault.NoEvents : CaptureFault.Truncated;
            Assert.Equal(expected, recorder.Error!.Fault);
            Assert.Equal(whole.Boundaries[complete], recorder.Error.Offset);
        }
    }

    [Theory]
    [InlineData(Way.File)]
    [InlineData(Way.Stream)]
    [InlineData(Way.DirectStream)]
    public void A_capture_with_any_byte_flipped_delivers_only_valid_events_and_never_crashes(Way way)
    {
        byte[] bytes = EveryBlock().ToArray();
        foreach (int mask in new[] { 0x01, 0x80, 0xFF })
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] ^= (byte)mask;

                // The recorder checks each event again, and that the end is either orderly or a CaptureException.
                Recorder recorder = Replay(bytes, way);
                Assert.True(recorder.Error is not null || recorder.IsCompleted);
                bytes[i] ^= (byte)mask;
            }
        }
    }

    [Fact]
    public void Every_value_of_every_length_is_survived()
    {
        CaptureBuilder whole = EveryBlock();
        byte[] bytes = whole.ToArray();
        foreach (int boundary in whole.Boundaries.SkipLast(1))
        {
            foreach (uint length in new uint[] { 0, 1, 7, 8, 11, 12, 13, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFF })
            {
                byte[] copy = [.. bytes];
                BitConverter.TryWriteBytes(copy.AsSpan(boundary + 4), length);

                Recorder recorder = Replay(copy, Way.Stream);

                Assert.NotNull(recorder.Error);
                Assert.Equal(boundary, recorder.Error.Offset);
            }
        }
    }

    [Theory]
    [InlineData(Way.Stream)]
    [InlineData(Way.DirectStream)]
    public void A_compressed_capture_that_is_cut_delivers_what_could_be_inflated(Way way)
    {
        byte[] whole = Compress(EveryBlock().ToArray());
        int most = 0;
        for (int cut = 2; cut < whole.Length; cut++)
        {
            Recorder recorder = Replay(whole[..cut], way);
            Assert.True(recorder.Error is not null, $"{cut} of {whole.Length}: {recorder.Events.Count}");
            most = Math.Max(most, recorder.Events.Count);
        }

        Assert.InRange(most, 1, int.MaxValue);
    }

    [Theory]
    [InlineData(Way.Stream)]
    [InlineData(Way.DirectStream)]
    public void A_compressed_capture_with_any_byte_flipped_delivers_only_valid_events(Way way)
    {
        byte[] whole = Compress(EveryBlock().ToArray());
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] ^= 0x55;
            Recorder recorder = Replay(whole, way);
            Assert.True(recorder.Error is not null || recorder.IsCompleted);
            whole[i] ^= 0x55;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_that_fails_is_reported_with_what_it_said(bool readAhead)
    {
        byte[] bytes = EveryBlock().ToArray();
        using CaptureReader reader = CaptureReader.Open(new FailingStream(bytes), "pipe", options: new CaptureReaderOptions { ReadAhead = readAhead });

        Recorder recorder = Recorder.Replay(reader);

        Assert.Equal(CaptureFault.Unreadable, recorder.Error!.Fault);
        Assert.Equal("reading failed: the wire is cut", recorder.Error.Problem);
        Assert.IsType<IOException>(recorder.Error.InnerException);
        Assert.Equal(8, recorder.Events.Count);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return target.ToArray();
    }

    private static Recorder Replay(byte[] bytes, Way way)
    {
        if (way == Way.Stream)
            return Recorder.Replay(bytes);
        if (way == Way.NarrowStream)
            return Recorder.Replay(CaptureReader.Open(new OneByteStream(bytes), options: new CaptureReaderOptions { BufferSize = 16 }));
        if (way == Way.DirectStream)
            return Recorder.Replay(bytes, new CaptureReaderOptions { ReadAhead = false, BufferSize = 64 });
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return Recorder.Replay(CaptureReader.Open(path, new CaptureReaderOptions { BufferSize = 64 }));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static CaptureBuilder EveryBlock() => new CaptureBuilder().Section()
        .Block(0x201, body => body.Raw(new byte[180]))
        .Block(0x219, body => body.Sized(entry => entry.U16(1).U16(4).Raw(new byte[20]).Raw("eth0"u8), lengthOfLength: 0))
        .Block(0x220, body => body.Sized(entry => entry.U8(0).U32(1).U32(2).Text("u").Text("/home/u").Text("/bin/sh")))
        .Block(0x202, body => body.I64(1).I64(1).I64(0).Text("init").Text("/sbin/init").Text("").Text("/").I64(1024).U32(0).U32(0).U32(0))
        .Block(0x218, body => body.I64(1).Sized(entry => entry.I64(0).U64(5).U8(16).U32(1).Text("/dev/null").U32(6)))
        .Block(0x7777, body => body.U32(1))
        .Close(1)
        .Block(0x217, body => body.U16(0).U32(1).CloseEvent(2))
        .Block(0x221, body => body.U16(0).CloseEvent(3))
        .Block(0x222, body => body.U16(0).U32(0).CloseEvent(4))
        .Block(0x204, body => body.U16(0).U64(1).I64(5).U32(22 + 4 + 16).U16(5).U16(8).U16(8).I64(0).I64(7))
        .Block(0x208, body => body.U16(0).U32(0).U64(1).I64(6).U32(22 + 4 + 16).U16(5).U16(8).U16(8).I64(0).I64(7))
        .Close(7)
        .Close(8);
}
