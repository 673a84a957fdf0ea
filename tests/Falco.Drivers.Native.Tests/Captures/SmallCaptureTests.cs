using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>The captures of this repository, and how they were cut.</summary>
public sealed class SmallCaptureTests
{
    [Theory]
    [InlineData("attack-small.scap", 24_292, 300_000)]
    [InlineData("everyday-small.scap", 15_729, 200_000)]
    public void The_captures_of_the_repository_are_small_and_whole(string name, long events, long size)
    {
        string path = Repository.Data(name);
        using CaptureReader reader = CaptureReader.Open(path);
        CountingObserver observer = new();
        using IDisposable subscription = reader.Subscribe(observer);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(events, observer.Events - observer.StateOnlyEvents);
        Assert.Equal(71, observer.StateOnlyEvents);
        Assert.InRange(new FileInfo(path).Length, 1, size);
    }

    [Fact]
    public void A_cut_capture_has_all_tables_and_the_first_events()
    {
        using FileStream capture = File.OpenRead(Repository.Data("everyday-small.scap"));

        byte[] cut = CaptureCutter.CutAfter(capture, 100);

        Recorder whole = Recorder.Replay(CaptureReader.Open(Repository.Data("everyday-small.scap")));
        Recorder left = Recorder.Replay(cut);
        Assert.Equal(whole.Tables, left.Tables);
        Assert.Equal(whole.Events.Take(100), left.Events);
    }

    [Fact]
    public void A_real_capture_cut_at_each_of_its_first_blocks_delivers_what_precedes_the_cut()
    {
        using FileStream capture = File.OpenRead(Repository.Data("everyday-small.scap"));
        byte[] cut = CaptureCutter.CutAfter(capture, 200);
        IReadOnlyList<int> boundaries = CaptureCutter.Boundaries(cut);
        int tables = boundaries.Count - 1 - 200;
        for (int block = tables + 1; block < boundaries.Count; block++)
        {
            Recorder atBoundary = Recorder.Replay(cut[..boundaries[block]]);
            Recorder inBlock = Recorder.Replay(cut[..(boundaries[block] - 1)]);

            Assert.Null(atBoundary.Error);
            Assert.Equal(block - tables, atBoundary.Events.Count);
            Assert.Equal(CaptureFault.Truncated, inBlock.Error!.Fault);
            Assert.Equal(boundaries[block - 1], inBlock.Error.Offset);
            Assert.Equal(block - tables - 1, inBlock.Events.Count);
        }
    }
}
