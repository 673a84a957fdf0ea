using System.IO.Compression;
using System.IO.Pipes;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;

namespace Falco.Drivers.Native.Tests.Captures;

public sealed class CaptureStreamTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_stream_that_gives_one_byte_at_a_time_is_read(bool compressed, bool readAhead)
    {
        byte[] capture = Capture(100);
        OneByteStream stream = new(compressed ? Compress(capture) : capture);

        Assert.Equal(100, Recorder.Replay(CaptureReader.Open(stream, options: Ahead(readAhead))).Events.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gzip_members_may_divide_a_capture_anywhere(bool readAhead)
    {
        byte[] capture = Capture(3);
        for (int split = 1; split < capture.Length; split++)
        {
            byte[] members = [.. Compress(capture[..split]), .. Compress(capture[split..])];

            Assert.Equal(3, Recorder.Replay(members, Ahead(readAhead)).Events.Count);
            Assert.Equal(3, Recorder.Replay(CaptureReader.Open(new OneByteStream(members), options: Ahead(readAhead))).Events.Count);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gzip_member_for_every_block_is_read(bool readAhead)
    {
        byte[] capture = Capture(5000);
        List<byte> members = [.. Compress(capture[..28])];
        for (int at = 28; at < capture.Length; at += 60)
            members.AddRange(Compress(capture[at..(at + 60)]));

        Assert.Equal(5000, Recorder.Replay([.. members], Ahead(readAhead)).Events.Count);
    }

    [Fact]
    public void Compressed_captures_may_be_concatenated()
    {
        Recorder recorder = Recorder.Replay([.. Compress(Capture(3)), .. Compress(Capture(4))]);

        Assert.Equal(7, recorder.Events.Count);
        Assert.Equal(2, recorder.Tables.Count(line => line == "section"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Zeros_behind_the_last_gzip_member_are_ignored(bool readAhead) =>
        Assert.Equal(3, Recorder.Replay([.. Compress(Capture(3)), .. new byte[512]], Ahead(readAhead)).Events.Count);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void The_stream_is_closed_unless_it_is_to_stay_open(bool leaveOpen, bool readAhead)
    {
        OneByteStream stream = new(Capture(1));

        Recorder.Replay(CaptureReader.Open(stream, leaveOpen: leaveOpen, options: Ahead(readAhead)));

        Assert.Equal(!leaveOpen, stream.IsDisposed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reader_that_never_ran_closes_its_stream(bool readAhead)
    {
        OneByteStream stream = new(Capture(1));

        CaptureReader.Open(stream, options: Ahead(readAhead)).Dispose();

        Assert.True(stream.IsDisposed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_consumers_own_thread_reads_the_stream_unless_it_is_read_ahead(bool readAhead)
    {
        HashSet<int> readers = [];
        using WatchedStream stream = new(Compress(Capture(100)), () => readers.Add(Environment.CurrentManagedThreadId));
        Recorder? recorder = null;

        // A thread of its own is none of the pool, which reads ahead.
        Thread consumer = new(() => recorder = Recorder.Replay(CaptureReader.Open(stream, options: Ahead(readAhead))));
        consumer.Start();
        consumer.Join();

        Assert.Equal(100, recorder!.Events.Count);
        Assert.Equal(!readAhead, readers.Contains(consumer.ManagedThreadId));
        if (!readAhead)
            Assert.Single(readers);
    }

    [Fact]
    public async Task Events_arrive_while_the_stream_is_still_written_and_stopping_ends_the_wait()
    {
        using AnonymousPipeServerStream writer = new(PipeDirection.Out);
        using CaptureReader reader = CaptureReader.Open(new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle));
        TaskCompletionSource arrived = new();
        using IDisposable subscription = reader.Subscribe(new CallbackObserver(() => arrived.TrySetResult()));
        using CancellationTokenSource stop = new();
        Task<Exception?> run = Task.Run(() => reader.Run(stop.Token), TestContext.Current.CancellationToken);

        writer.Write(Capture(1));
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        Assert.Null(await run);

        // Lets the read that is under way return.
        writer.Dispose();
    }

    [Fact]
    public void Stopping_in_the_middle_of_a_file_is_an_orderly_end()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Capture(100_000));
            using CaptureReader reader = CaptureReader.Open(path);
            using CancellationTokenSource stop = new();
            CountingObserver observer = new();
            using IDisposable first = reader.Subscribe(new CallbackObserver(stop.Cancel));
            using IDisposable second = reader.Subscribe(observer);

            Assert.Null(reader.Run(stop.Token));

            Assert.True(observer.IsCompleted);
            Assert.InRange(observer.Events, 1, 1000);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Disposing_from_within_an_event_ends_the_run()
    {
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(Capture(100_000)));
        CountingObserver observer = new();
        using IDisposable first = reader.Subscribe(new CallbackObserver(reader.Dispose));
        using IDisposable second = reader.Subscribe(observer);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.InRange(observer.Events, 1, 1000);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_reported_when_it_is_opened() =>
        Assert.Throws<FileNotFoundException>(() => CaptureReader.Open(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    private static CaptureReaderOptions Ahead(bool readAhead) => new() { ReadAhead = readAhead };

    private static byte[] Capture(int events)
    {
        CaptureBuilder capture = new CaptureBuilder().Section();
        for (int i = 0; i < events; i++)
            capture.Close(i + 1);
        return capture.ToArray();
    }

    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return target.ToArray();
    }

    private sealed class CallbackObserver(Action callback) : IEventObserver
    {
        public void OnEvent(in Event view) => callback();

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class WatchedStream(byte[] bytes, Action onRead) : OneByteStream(bytes)
    {
        public override int Read(Span<byte> buffer)
        {
            onRead();
            return base.Read(buffer);
        }
    }
}
