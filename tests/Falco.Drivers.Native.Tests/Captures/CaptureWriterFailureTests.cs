using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>What becomes of a recording whose file cannot be written.</summary>
public sealed class CaptureWriterFailureTests
{
    private const int Room = 500_000;

    [Theory]
    [InlineData(CaptureCompression.None)]
    [InlineData(CaptureCompression.Gzip)]
    public void A_full_disk_ends_the_recording_only_and_is_told_once(CaptureCompression compression)
    {
        List<Exception> told = [];
        using LimitedStream disk = new(Room / 10);
        CountingObserver other = new();
        CaptureWriterOptions options = new() { Compression = compression, OnError = told.Add };

        using (CaptureReader reader = CaptureReader.Open(Repository.Data("everyday-small.scap")))
        using (CaptureWriter writer = CaptureWriter.Create(disk, leaveOpen: true, options))
        {
            reader.Subscribe(writer);
            reader.Subscribe(other);

            Assert.Null(reader.Run(TestContext.Current.CancellationToken));

            writer.Flush();
            Assert.InRange(writer.Statistics.Events, 0, other.Events - 1);
        }

        Assert.True(other.IsCompleted);
        Assert.Equal("No space left on device", Assert.IsType<IOException>(Assert.Single(told)).Message);
        Assert.Equal(1, disk.Failures);
    }

    [Fact]
    public void A_plain_file_on_a_full_disk_ends_with_a_whole_block()
    {
        using LimitedStream disk = new(Room);

        CaptureWriterStatistics statistics = Record(disk, new CaptureWriterOptions { OnError = static _ => { } });

        byte[] capture = disk.ToArray();
        Assert.InRange(capture.Length, 1, Room);
        Assert.Equal(capture.Length, CaptureCutter.Boundaries(capture)[^1]);
        Recorder left = Recorder.Replay(capture);
        Recorder whole = Recorder.Replay(CaptureReader.Open(Repository.Data("everyday-small.scap")));
        Assert.Null(left.Error);
        Assert.NotEmpty(left.Events);
        Assert.Equal(whole.Lines.Take(left.Lines.Count), left.Lines);
        Assert.Equal((left.Events.Count, capture.Length), (statistics.Events, statistics.Bytes));
    }

    [Fact]
    public void A_compressed_file_on_a_full_disk_can_be_read_up_to_where_it_is_cut()
    {
        using LimitedStream disk = new(Room / 10);

        Record(disk, new CaptureWriterOptions { Compression = CaptureCompression.Gzip, OnError = static _ => { } });

        Recorder left = Recorder.Replay(disk.ToArray());
        Recorder whole = Recorder.Replay(CaptureReader.Open(Repository.Data("everyday-small.scap")));
        Assert.NotNull(left.Error);
        Assert.NotEmpty(left.Events);
        Assert.Equal(whole.Lines.Take(left.Lines.Count), left.Lines);
    }

    [Fact]
    public void An_error_that_nobody_handles_is_the_result_of_the_run()
    {
        using LimitedStream disk = new(Room);
        using CaptureReader reader = CaptureReader.Open(Repository.Data("everyday-small.scap"));
        using CaptureWriter writer = CaptureWriter.Create(disk, leaveOpen: true);
        reader.Subscribe(writer);

        Assert.IsType<IOException>(reader.Run(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_error_of_the_last_write_is_told_too()
    {
        using LimitedStream disk = new(10);
        CaptureBuilder capture = new CaptureBuilder().Section().Close(1);
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(capture.ToArray()));
        using CaptureWriter writer = CaptureWriter.Create(disk, leaveOpen: true);
        reader.Subscribe(writer);

        Assert.IsType<IOException>(reader.Run(TestContext.Current.CancellationToken));
        Assert.Equal(0, disk.Length);
    }

    [Fact]
    public void A_writer_that_is_disposed_before_the_source_ends_throws_what_nobody_was_told()
    {
        using LimitedStream disk = new(10);
        CaptureWriter writer = CaptureWriter.Create(disk, leaveOpen: true);
        writer.Tables!.OnSectionStarted();

        Assert.Throws<IOException>(writer.Dispose);
        writer.Dispose();
    }

    [Fact]
    public void A_flush_that_fails_throws_and_ends_the_recording()
    {
        using LimitedStream disk = new(10);
        using CaptureWriter writer = CaptureWriter.Create(disk, leaveOpen: true);
        writer.Tables!.OnSectionStarted();

        Assert.Throws<IOException>(writer.Flush);
        writer.Flush();
        writer.OnCompleted();
        Assert.Equal(0, disk.Length);
    }

    [Fact]
    public void A_source_that_fails_leaves_what_it_delivered_before()
    {
        byte[] damaged = new CaptureBuilder().Section().Close(1).Close(2).ToArray()[..^1];
        List<Exception> told = [];
        using MemoryStream copy = new();
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(damaged));
        using CaptureWriter writer = CaptureWriter.Create(copy, leaveOpen: true, new CaptureWriterOptions { OnError = told.Add });
        reader.Subscribe(writer);

        Exception? failure = reader.Run(TestContext.Current.CancellationToken);

        Assert.Same(failure, Assert.Single(told));
        Assert.Single(Recorder.Replay(copy.ToArray()).Events);
    }

    [Fact]
    public void The_full_device_of_the_system_is_told()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full");
        using CaptureReader reader = CaptureReader.Open(Repository.Data("everyday-small.scap"));
        using CaptureWriter writer = CaptureWriter.Create("/dev/full");
        reader.Subscribe(writer);

        Assert.IsType<IOException>(reader.Run(TestContext.Current.CancellationToken));
    }

    private static CaptureWriterStatistics Record(Stream target, CaptureWriterOptions options)
    {
        using CaptureReader reader = CaptureReader.Open(Repository.Data("everyday-small.scap"));
        using CaptureWriter writer = CaptureWriter.Create(target, leaveOpen: true, options);
        using IDisposable subscription = reader.Subscribe(writer);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return writer.Statistics;
    }
}
