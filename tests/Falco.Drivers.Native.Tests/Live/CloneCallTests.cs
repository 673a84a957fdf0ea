using System.Diagnostics;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of a new process, once for the parent and once for the child.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class CloneCallTests(LiveSource kernel)
{
    private const int TryAgain = 11;

    [Theory]
    [LiveCall("fork", "vfork", "clone", "clone3")]
    [InlineData("fork")]
    [InlineData("vfork", "CLONE_VM", "CLONE_VFORK")]
    [InlineData("clone", "CLONE_FILES", "CLONE_SYSVSEM")]
    [InlineData("clone3", "CLONE_FILES", "CLONE_FS")]
    public void A_new_process_is_told_by_the_parent_and_by_the_child(string how, params string[] names)
    {
        EventType type = EventSchema.FindSyscall(how)!.ExitType!.Value;
        ActorRun run = Actor.Run(kernel, "child", how);
        long child = run.Number("result");
        Assert.Equal(child, run.Number("child.pid"));
        Assert.Equal(run.Pid, run.Number("child.parent"));
        uint flags = SchemaFlags.Of(type, "flags", names);

        NumberBetween parentFaults = new(run.Number("before.minor"), run.Number("after.minor"));
        run.Event(type, run.Pid, 0).Expect(
        [
            ("res", child),
            .. Process(run, run.Pid, run.Parent, how, parentFaults, run.Size("before."), run.Resident("before.", "after.")),
            .. Identity(flags, run.Pid),
            ("pidns_init_start_ts", 0L),
        ]);

        NumberBetween childFaults = new(0, run.Number("child.minor"));
        NumberBetween resident = new(0, run.Resident("child.").High + run.Resident("before.").High);
        run.Event(type, child).Expect(
        [
            ("res", 0L),
            .. Process(run, child, run.Pid, how, childFaults, run.Size("child."), resident),
            .. Identity(flags, child),
            ("pidns_init_start_ts", HostFacts.FirstStart),
        ]);
    }

    [Fact]
    [LiveCall("fork")]
    public void The_first_process_of_a_pid_namespace_is_told_with_its_number_there()
    {
        long before = Stopwatch.GetTimestamp();
        ActorRun run = Actor.Run(kernel, "child", "namespace");
        long after = Stopwatch.GetTimestamp();
        long child = run.Number("result");
        Assert.Equal(1, run.Number("child.pid"));
        uint flags = SchemaFlags.Of(EventType.Fork_20Exit, "flags", "CLONE_CHILD_IN_PIDNS");
        NumberBetween parentFaults = new(run.Number("before.minor"), run.Number("after.minor"));
        run.Event(EventType.Fork_20Exit, run.Pid, 0).Expect(
        [
            ("res", child),
            .. Process(run, run.Pid, run.Parent, "namespace", parentFaults, run.Size("before."), run.Resident("before.", "after.")),
            .. Identity(flags, run.Pid),
            ("pidns_init_start_ts", 0L),
        ]);
        NumberBetween childFaults = new(0, run.Number("child.minor"));
        NumberBetween resident = new(0, run.Resident("child.").High + run.Resident("before.").High);
        run.Event(EventType.Fork_20Exit, child).Expect(
        [
            ("res", 0L),
            .. Process(run, child, run.Pid, "namespace", childFaults, run.Size("child."), resident),
            .. Identity(flags, 1),
            ("pidns_init_start_ts", new NumberBetween(before, after)),
        ]);
    }

    [Fact]
    [LiveCall("clone", "clone3")]
    public void A_clone_with_flags_that_cannot_be_together_tells_no_program()
    {
        string[] calls = ["clone 0x10000 0 0 0 0", "clone3 1 64"];
        ActorRun run = Actor.CallAndTell(kernel, calls);
        IReadOnlyList<CallRecord> records = run.Calls(calls);
        Failure(run, 0, records[0].Failure(ErrorNumber.Invalid), SchemaFlags.Of(EventType.Clone_20Exit, "flags", "CLONE_THREAD"), 0);
        Failure(run, 1, records[1].Failure(ErrorNumber.BadAddress), 0, 0);
    }

    // Somebody who may have no more processes, but has one already.
    [Fact]
    [LiveCall("fork", "vfork")]
    public void A_fork_beyond_the_limit_of_processes_tells_no_program()
    {
        const int User = 5901;
        string[] calls = [$"setrlimit 6 #{new string('0', 32)}", $"setresuid {User} {User} {User}", "fork", "vfork"];
        ActorRun run = Actor.CallAndTell(kernel, calls);
        IReadOnlyList<CallRecord> records = run.Calls(calls);
        Failure(run, 2, records[2].Failure(TryAgain), 0, User);
        Failure(run, 3, records[3].Failure(TryAgain), SchemaFlags.Of(EventType.Vfork_20Exit, "flags", "CLONE_VM", "CLONE_VFORK"), User);
    }

    private static void Failure(ActorRun run, int call, CallEvent exit, uint flags, int user)
    {
        NumberBetween faults = new(run.Number($"before{call}.minor"), run.Number($"after{call}.minor"));
        NumberBetween resident = run.Resident($"before{call}.", $"after{call}.");
        exit.Expect(
        [
            ("res", run.Number($"result{call}")),
            ("exe", null),
            ("args", null),
            .. Numbers(run.Pid, run.Parent, exit.Number("fdlimit"), faults, run.Size($"before{call}."), resident),
            .. Identity(flags, run.Pid, user),
            ("pidns_init_start_ts", 0L),
        ]);
    }

    private static (string, object?)[] Process(
        ActorRun run, long process, long parent, string how, NumberBetween faults, long size, NumberBetween resident) =>
    [
        ("exe", Actor.Program),
        ("args", new[] { "child", how }),
        .. Numbers(process, parent, run.Number("parent.descriptors"), faults, size, resident),
    ];

    // The directory is followed from the calls that change it, so it is never told.
    private static (string, object?)[] Numbers(
        long process, long parent, long descriptors, NumberBetween faults, long size, NumberBetween resident) =>
    [
        ("tid", process),
        ("pid", process),
        ("ptid", parent),
        ("cwd", null),
        ("fdlimit", descriptors),
        ("pgft_maj", new NumberBetween(0, 1000)),
        ("pgft_min", faults),
        ("vm_size", size),
        ("vm_rss", resident),
        ("vm_swap", 0),
        ("comm", "actor"),
        ("cgroups", HostFacts.ControlGroups),
    ];

    private static (string, object?)[] Identity(uint flags, long process, int user = 0) =>
        [("flags", flags), ("uid", user), ("gid", 0), ("vtid", process), ("vpid", process)];
}
