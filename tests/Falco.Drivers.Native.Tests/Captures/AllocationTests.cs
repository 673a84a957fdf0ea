using System.IO.Compression;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    // What a reader itself is made of, whatever it reads.
    private const long ReaderBudget = 64 << 10;

    // The same with a writer, and what differs from run to run; 15,800 events are recorded.
    private const long WriterBudget = 96 << 10;
    private const long RecordingNoise = 8 << 10;

    [Fact]
    public void Delivering_an_event_allocates_nothing()
    {
        string capture = ReferenceData.File("captures", "busy.scap");
        string plain = Path.GetTempFileName();
        try
        {
            using (FileStream target = File.Create(plain))
            using (GZipStream source = new(File.OpenRead(capture), CompressionMode.Decompress))
                source.CopyTo(target);
            Replay(plain);

            long before = GC.GetTotalAllocatedBytes(precise: true);
            long events = Replay(plain);
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

            Assert.InRange(events, 394_080, long.MaxValue);
            Assert.InRange(allocated, 0, ReaderBudget);
        }
        finally
        {
            File.Delete(plain);
        }
    }

    [Theory]
    [InlineData(CaptureCompression.None)]
    [InlineData(CaptureCompression.Gzip)]
    public void Recording_an_event_allocates_nothing(CaptureCompression compression)
    {
        string capture = Path.GetTempFileName(), once = Path.GetTempFileName(), twice = Path.GetTempFileName();
        try
        {
            byte[] section = CaptureCutter.ReadAll(new MemoryStream(File.ReadAllBytes(Repository.Data("everyday-small.scap"))));
            File.WriteAllBytes(once, section);
            File.WriteAllBytes(twice, [.. section, .. section]);
            Record(twice, capture, compression);

            long first = Record(once, capture, compression);
            long allocated = Record(twice, capture, compression) - first;

            // A second section costs no more than a first one: neither events nor tables allocate.
            Assert.InRange(allocated, -RecordingNoise, RecordingNoise);
            Assert.InRange(first, 0, WriterBudget);
        }
        finally
        {
            File.Delete(capture);
            File.Delete(once);
            File.Delete(twice);
        }
    }

    private static long Record(string path, string target, CaptureCompression compression)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        using (CaptureReader reader = CaptureReader.Open(path))
        using (CaptureWriter writer = CaptureWriter.Create(target, new CaptureWriterOptions { Compression = compression }))
        {
            using IDisposable subscription = reader.Subscribe(writer);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        }

        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static long Replay(string path)
    {
        using CaptureReader reader = CaptureReader.Open(path);
        CountingObserver observer = new();
        using IDisposable subscription = reader.Subscribe(observer);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return observer.Events;
    }
}
