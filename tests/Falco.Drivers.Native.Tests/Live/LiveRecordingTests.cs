using System.Text;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Tests.Captures;
using Falco.Drivers.Native.Tests.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel of this machine tells, recorded and replayed.</summary>
public sealed class LiveRecordingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_recording_of_the_live_kernel_replays_to_what_was_observed()
    {
        LiveKernel.Require();
        string path = Path.Combine(Path.GetTempPath(), $"live-recording-{Guid.NewGuid():N}");
        try
        {
            using EventDigest live = new();
            CaptureWriterStatistics written = Record(path, live);

            Recorder replay = Recorder.Replay(CaptureReader.Open(path));

            Assert.Equal((live.Events, live.Value), CaptureCopy.EventsOf(CaptureReader.Open(path)));
            Assert.Equal(live.Events, written.Events);
            Assert.Contains(replay.Tables, line => line.StartsWith($"thread tid={Environment.ProcessId} ", StringComparison.Ordinal));
            Assert.Contains(replay.Tables, line => line.StartsWith($"descriptor tid={Environment.ProcessId} ", StringComparison.Ordinal));
            Assert.Contains(replay.Tables, line => line.StartsWith("machine ", StringComparison.Ordinal));
            Assert.Contains(replay.Tables, line => line.StartsWith("user 0 ", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Records until an event names a file that another thread keeps opening meanwhile.
    private static CaptureWriterStatistics Record(string path, EventDigest live)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using CancellationTokenSource seen = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        stop.CancelAfter(Patience);
        string marker = path + ".marker";
        byte[] name = Encoding.UTF8.GetBytes(marker);
        bool isSeen = false;
        using KernelSource source = KernelSource.Open();
        using CaptureWriter writer = CaptureWriter.Create(path);
        source.Subscribe(writer);
        source.Subscribe(live);
        source.Subscribe((in Event view) =>
        {
            if (isSeen || view.Bytes.IndexOf(name) < 0)
                return;
            isSeen = true;
            seen.Cancel();
        });
        Thread opener = new(() =>
        {
            while (!seen.IsCancellationRequested)
            {
                TryOpen(marker);
                Thread.Sleep(1);
            }
        });
        opener.Start();
        Exception? failure = source.Run(seen.Token);
        seen.Cancel();
        opener.Join();
        Assert.Null(failure);
        Assert.True(isSeen, "the kernel told nothing of the file that was opened");
        return writer.Statistics;
    }

    private static void TryOpen(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
        }
        catch (FileNotFoundException)
        {
            // The call is what is observed; that it fails leaves nothing behind.
        }
    }
}
