using System.IO.Compression;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Replays what real drivers wrote.</summary>
public sealed class RecordedCaptureTests
{
    // The reference returns fewer events than a capture holds: the leading ones that only complete the tables stay inside.
    [Theory]
    [InlineData("attack.scap", 24_292)]
    [InlineData("everyday.scap", 36_164)]
    [InlineData("rare.scap", 14_814)]
    [InlineData("busy.scap", 394_080)]
    [InlineData("large.scap", 24_293)]
    public void All_events_are_delivered_and_the_leading_ones_are_marked(string name, long expected)
    {
        using CaptureReader reader = CaptureReader.Open(ReferenceData.File("captures", name));
        CountingObserver observer = new();
        using IDisposable subscription = reader.Subscribe(observer);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.True(observer.IsCompleted);
        Assert.Equal(expected, observer.Events - observer.StateOnlyEvents);
        Assert.Equal(71, observer.StateOnlyEvents);
        Assert.Equal(0, reader.Statistics.OldEvents);
    }

    [Theory]
    [InlineData("curl_google.scap", 1536, 991)]
    [InlineData("curl_google_comments.scap", 1536, 991)]
    [InlineData("single_ipv6_conn.scap", 1728, 1717)]
    [InlineData("test_ipv6_client.scap", 326, 297)]
    public void Captures_of_old_drivers_are_brought_to_todays_form(string name, long recorded, long delivered)
    {
        using CaptureReader reader = CaptureReader.Open(ReferenceData.File("captures", "old", name));
        CountingObserver observer = new();
        using IDisposable subscription = reader.Subscribe(observer);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        CaptureStatistics read = reader.Statistics;
        Assert.Equal(recorded, observer.Events + read.OldEvents - read.ConvertedEvents);
        Assert.Equal(delivered, observer.Events);
        Assert.InRange(read.ConvertedEvents, 1, delivered);
        Assert.Equal(0, read.MalformedEvents);
    }

    [Fact]
    public void Plain_gzip_and_stream_give_the_same_events()
    {
        string gzip = ReferenceData.File("captures", "everyday.scap");
        string plain = Path.GetTempFileName();
        try
        {
            using (FileStream target = File.Create(plain))
            using (GZipStream source = new(File.OpenRead(gzip), CompressionMode.Decompress))
                source.CopyTo(target);

            CountingObserver expected = Replay(CaptureReader.Open(plain));
            CountingObserver inflated = Replay(CaptureReader.Open(gzip));
            CountingObserver inflatedByItself = Replay(CaptureReader.Open(gzip, new CaptureReaderOptions { ReadAhead = false }));
            CountingObserver streamed = Replay(CaptureReader.Open(File.OpenRead(plain)));
            CountingObserver narrow = Replay(CaptureReader.Open(plain, new CaptureReaderOptions { BufferSize = 16 }));
            CountingObserver narrowStream = Replay(CaptureReader.Open(File.OpenRead(gzip), options: new() { BufferSize = 4096 }));

            Assert.Equal(expected.Checksum, inflated.Checksum);
            Assert.Equal(expected.Checksum, inflatedByItself.Checksum);
            Assert.Equal(expected.Checksum, streamed.Checksum);
            Assert.Equal(expected.Checksum, narrow.Checksum);
            Assert.Equal(expected.Checksum, narrowStream.Checksum);
        }
        finally
        {
            File.Delete(plain);
        }
    }

    private static CountingObserver Replay(CaptureReader reader)
    {
        using (reader)
        {
            CountingObserver observer = new();
            using IDisposable subscription = reader.Subscribe(observer);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
            return observer;
        }
    }
}
