using System.Diagnostics;
using System.Globalization;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;
using Falco.Testing.Support.Procfs;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>The picture of the host, at the start and after a storm, against /proc.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class HostPictureTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_picture_equals_proc(bool disableIterators)
    {
        // Processes that end while the picture is taken may be told as living: a picture that is right once is enough.
        IReadOnlyList<string> differences = [];
        for (int attempt = 0; attempt < 4; attempt++)
        {
            HostState host = new();
            using LiveRun run = new(new KernelSourceOptions { DisableIterators = disableIterators }, new StateObserver(host));
            differences = Compare(run, host);
            if (differences.Count == 0)
                break;
        }

        Expect(differences);
    }

    // Longer outside CI: FALCO_ENDURANCE_MINUTES=15.
    [Fact]
    public void The_picture_equals_proc_after_a_storm()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/stress-ng"), "stress-ng is not installed");
        double minutes = double.TryParse(
            Environment.GetEnvironmentVariable("FALCO_ENDURANCE_MINUTES"), CultureInfo.InvariantCulture, out double wanted) ? wanted : 0.15;
        HostState host = new();
        using LiveRun run = new(new KernelSourceOptions { RingBytes = 64 << 20 }, new StateObserver(host));
        List<long> memory = [];
        int rounds = (int)Math.Max(1, Math.Round(minutes * 2));
        for (int round = 0; round < rounds; round++)
        {
            Storm(TimeSpan.FromMinutes(minutes / rounds));
            memory.Add(Environment.WorkingSet);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {memory[^1] >> 20} MiB, {run.Source.Statistics}"));
        }

        IReadOnlyList<string> differences = Compare(run, host);
        KernelStatistics statistics = run.End();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{statistics.Delivered} events, {statistics.Lost} lost"));
        if (statistics.Lost == 0)
            Expect(differences);
        Assert.Equal(statistics.Offered, statistics.Delivered + statistics.Lost);
        Assert.Equal(0, statistics.Malformed);
        if (rounds >= 10)
            Assert.InRange(memory[^1], 0, memory[rounds / 2] + (64L << 20));
    }

    private static void Expect(IReadOnlyList<string> differences) => Assert.True(differences.Count == 0, string.Join('\n', differences));

    private static void Storm(TimeSpan duration)
    {
        string seconds = Math.Max(1, (int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        using Process storm = Process.Start(new ProcessStartInfo("/usr/bin/stress-ng")
        {
            ArgumentList = { "--fork", "1", "--clone", "1", "--exec", "1", "--dup", "1", "--open", "1", "--sock", "1", "--pipe", "1", "--timeout", seconds, "--quiet" },
            WorkingDirectory = Path.GetTempPath(),
        })!;
        if (!storm.WaitForExit(duration + TimeSpan.FromMinutes(1)))
            storm.Kill(entireProcessTree: true);
    }

    // On the source's thread, between two runs of events: only there the picture may be looked at.
    private static IReadOnlyList<string> Compare(LiveRun run, HostState host)
    {
        IReadOnlyList<string>? differences = null;
        using ManualResetEventSlim done = new();
        run.Source.Between = () =>
        {
            run.Source.Between = null;
            long own = Environment.ProcessId;

            // Threads of the engine's are not told when they come and go by calls of their own; the runtime's come and go at any time.
            ProcComparison comparison = new(host) { Rounds = 10, IsIgnored = thread => thread.ProcessId == own };
            differences = comparison.Run(run.Source.ReadPending);
            done.Set();
        };
        Assert.True(done.Wait(TimeSpan.FromSeconds(60)), "the picture was not compared");
        return differences!;
    }

    private sealed class StateObserver(HostState host) : IEventObserver
    {
        public IHostTableObserver Tables => host;

        public void OnEvent(in Event view)
        {
            host.Apply(in view);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
