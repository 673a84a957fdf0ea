using System.Runtime.InteropServices;
using Falco.Outputs.Delivery;
using Falco.Outputs.Delivery.Spooling;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Tests.Delivery;

namespace Falco.Outputs.Tests.Sinks;

/// <summary>A file system of 64 KiB that fills up.</summary>
public sealed partial class FullDiskTests : IDisposable
{
    private static readonly AlertLayout Layout = new(new AlertLayoutOptions { Json = true, HostName = "h" });

    private readonly TemporaryFolder _folder = new();
    private bool _isMounted;

    private string Disk => _folder.File("disk");

    public void Dispose()
    {
        if (_isMounted)
            Unmount(Disk, 0);
        _folder.Dispose();
    }

    [Fact]
    public async Task What_does_not_fit_is_counted_and_what_is_there_is_whole()
    {
        MountDisk();
        string file = Path.Combine(Disk, "events.txt");
        var dispatcher = new AlertDispatcher(new SinkCollection(Layout)
            .File(new FileSinkOptions { Path = file }, configure: options => options with { Retry = RetryOptions.None, BatchSize = 1 }));

        dispatcher.PostNumbered(2000);
        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));

        SinkStatistics statistics = dispatcher.GetStatistics()[0];
        string[] lines = await File.ReadAllLinesAsync(file);
        Assert.InRange(statistics.Delivered, 100, 1999);
        Assert.Equal(2000, statistics.Delivered + statistics.Drops[DropReason.GivenUp]);
        Assert.Equal([.. Enumerable.Range(0, lines.Length).Select(i => Layout.ToText(Alerts.Numbered(i)))], lines);
        Assert.Equal(statistics.Delivered, lines.Length);
        Assert.Contains("space", statistics.LastError);
    }

    [Fact]
    public async Task Once_there_is_room_again_delivery_goes_on()
    {
        MountDisk();
        string ballast = Path.Combine(Disk, "ballast");
        string file = Path.Combine(Disk, "events.txt");
        FillUp(ballast);
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var dispatcher = new AlertDispatcher(
            new SinkCollection(Layout).File(
                new FileSinkOptions { Path = file },
                configure: options => options with { Retry = new RetryOptions { FirstDelay = TimeSpan.FromMilliseconds(1), MaxRetries = 1000 } }),
            new AlertDispatcherOptions { OnNotice = notice => failed.TrySetResult() });
        dispatcher.PostNumbered(10);
        await failed.Task;

        File.Delete(ballast);

        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal(10, (await File.ReadAllLinesAsync(file)).Length);
    }

    [Fact]
    public async Task A_spool_on_a_full_disk_counts_what_it_could_not_take()
    {
        MountDisk();
        var sink = new HangingSink(heedsToken: true);
        var options = new SinkOptions { Name = "sink", BatchSize = 1, Spool = new SpoolOptions { Folder = Path.Combine(Disk, "spool") } };
        var dispatcher = new AlertDispatcher([new SinkRegistration(sink, options)]);

        dispatcher.PostNumbered(5000);
        await sink.Entered;
        await dispatcher.DrainAsync(TimeSpan.Zero);
        SinkStatistics statistics = dispatcher.GetStatistics()[0];
        Assert.Equal(5000, statistics.Spooled + statistics.Drops[DropReason.SpoolFailed]);

        using var spool = new AlertSpool(options.Spool, dropsOldest: false);
        Assert.Equal(statistics.Spooled, spool.Recovered);
        int read = 0;
        while (spool.TryRead(out _))
            read++;
        Assert.Equal(statistics.Spooled, read);
    }

    private static void FillUp(string path)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        Assert.ThrowsAny<IOException>(() => file.Write(new byte[1 << 20]));
    }

    private void MountDisk()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting a file system needs root");
        Directory.CreateDirectory(Disk);
        _isMounted = Mount("tmpfs", Disk, "tmpfs", 0, "size=64k") == 0;
        Assert.SkipUnless(_isMounted, "a file system cannot be mounted here");
    }

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, string data);

    [LibraryImport("libc", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}
