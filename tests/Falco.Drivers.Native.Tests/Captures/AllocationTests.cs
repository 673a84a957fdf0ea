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

    private static long Replay(string path)
    {
        using CaptureReader reader = CaptureReader.Open(path);
        CountingObserver observer = new();
        using IDisposable subscription = reader.Subscribe(observer);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return observer.Events;
    }
}
