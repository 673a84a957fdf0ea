using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of the end of a process, against what its parent learns (waitpid).</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class ProcessEndTests(LiveSource kernel)
{
    private const int Quit = 3;

    [Fact]
    public void An_end_of_its_own_tells_the_result() => Ended("exit", 37 << 8, 37, 0, 0, 0);

    [Fact]
    public void A_killed_process_tells_the_signal() => Ended("kill", 9, 0, 9, 0, 0);

    // Whether a core is written depends on the machine's limits: the parent knows.
    [Fact]
    public void A_process_that_leaves_a_core_tells_so()
    {
        using ScratchFile folder = new();
        Directory.CreateDirectory(folder.Text);
        ActorRun run = Actor.Run(kernel, "end", "core", folder.Text);
        long status = run.Number("status");
        Assert.Equal(Quit, status & 0x7F);
        End(run, run.Number("child"))
            .Expect(("status", status), ("ret", 0L), ("sig", Quit), ("core", (int)(status >> 7) & 1), ("reaper_tid", 0L));
    }

    [Theory]
    [InlineData("orphans")]
    [InlineData("reaped")]
    public void A_process_that_leaves_children_tells_who_gets_them(string how)
    {
        ActorRun run = Actor.Run(kernel, "end", how, "-");
        long reaper = run.Number("reaper");
        Assert.Equal(run.Number("child"), run.Number("first"));
        if (how == "reaped")
            Assert.Equal(run.Pid, reaper);
        End(run, run.Number("child")).Expect(("status", 37L << 8), ("ret", 37L), ("sig", 0), ("core", 0), ("reaper_tid", reaper));
    }

    private static CallEvent End(ActorRun run, long child) => run.Event(EventType.Procexit_1Enter, child);

    private void Ended(string how, long status, long result, int signal, int core, long reaper)
    {
        ActorRun run = Actor.Run(kernel, "end", how, "-");
        Assert.Equal(status, run.Number("status"));
        End(run, run.Number("child"))
            .Expect(("status", status), ("ret", result), ("sig", signal), ("core", core), ("reaper_tid", reaper));
    }
}
