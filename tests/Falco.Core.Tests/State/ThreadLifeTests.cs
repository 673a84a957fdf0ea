using Falco.Core.Events;
using Falco.Core.State;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

/// <summary>Corners in the life of threads: namespaces of process ids, subreapers, exec of a secondary thread, ids that are used again.</summary>
public sealed class ThreadLifeTests
{
    private const uint ThreadOfProcess = (uint)(ThreadFlags.CloneThread | ThreadFlags.CloneFiles);
    private const uint InPidNamespace = (uint)ThreadFlags.ChildInPidNamespace;
    private const uint NewPid = 0x40;
    private const uint SetChildSubreaper = 0x24;

    private readonly HostScene _scene = new();

    [Fact]
    public void A_child_in_a_pid_namespace_has_the_ids_that_it_sees_itself()
    {
        CloneInNamespace(20, Shell, virtualId: 1);

        ThreadRecord child = _scene.Thread(20);
        Assert.Equal((1, 1, true), (child.VirtualThreadId, child.VirtualProcessId, child.IsInPidNamespace));
    }

    [Theory]
    [InlineData(NewPid)]
    [InlineData(InPidNamespace)]
    public void The_parent_of_a_child_in_a_pid_namespace_does_not_know_its_id(uint flags)
    {
        _scene.Clone(Shell, 2, flags);

        Assert.Null(_scene.Host.FindThread(2));
    }

    [Fact]
    public void A_parent_in_a_pid_namespace_does_not_know_the_id_of_its_child()
    {
        CloneInNamespace(20, Shell, virtualId: 1);
        _scene.Clone(20, 5);

        Assert.Null(_scene.Host.FindThread(5));
    }

    [Fact]
    public void The_first_process_of_a_pid_namespace_takes_its_orphans()
    {
        CloneInNamespace(20, Shell, virtualId: 1);
        CloneInNamespace(30, 20, virtualId: 2);
        CloneInNamespace(40, 30, virtualId: 3);
        _scene.Exit(30);
        _scene.Pass();

        Assert.Equal(20, _scene.Thread(40).ParentId);
    }

    [Fact]
    public void Orphans_of_a_pid_namespace_do_not_go_to_a_reaper_outside()
    {
        BeReaper(Shell, 1);
        CloneInNamespace(20, Shell, virtualId: 5);
        CloneInNamespace(30, 20, virtualId: 6);
        _scene.Exit(20);
        _scene.Pass();

        Assert.Equal(0, _scene.Thread(30).ParentId);
    }

    [Fact]
    public void A_process_that_is_a_subreaper_no_more_gets_no_orphans()
    {
        BeReaper(Shell, 1);
        BeReaper(Shell, 0);
        Orphan(30);

        Assert.Equal(Init, _scene.Thread(30).ParentId);
    }

    [Fact]
    public void A_process_that_was_refused_to_be_a_subreaper_gets_no_orphans()
    {
        BeReaper(Shell, 1, result: -22);
        Orphan(30);

        Assert.Equal(Init, _scene.Thread(30).ParentId);
    }

    [Fact]
    public void Orphans_go_to_another_thread_of_their_process_first()
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 21, ThreadOfProcess);
        _scene.Clone(20, 30);
        _scene.Exit(20);
        _scene.Pass();

        Assert.Equal(21, _scene.Thread(30).ParentId);
    }

    [Fact]
    public void A_main_thread_that_has_exited_stays_as_long_as_its_process_has_threads()
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 21, ThreadOfProcess);
        _scene.Exit(20);
        _scene.Pass();

        Assert.True(_scene.Thread(20).IsDead);
    }

    [Fact]
    public void A_main_thread_that_has_exited_goes_with_the_last_thread_of_its_process()
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 21, ThreadOfProcess);
        _scene.Exit(20);
        _scene.Exit(21);
        _scene.Pass();

        Assert.Null(_scene.Host.FindThread(20));
    }

    [Fact]
    public void Exec_ends_the_other_threads_of_the_process()
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 21, ThreadOfProcess);
        Exec(20);

        Assert.Null(_scene.Host.FindThread(21));
    }

    [Fact]
    public void Exec_of_a_secondary_thread_brings_the_main_thread_back_that_had_exited()
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 21, ThreadOfProcess);
        _scene.Exit(20);
        Exec(20);

        ThreadRecord main = _scene.Thread(20);
        Assert.Equal((false, 1, "ls"), (main.IsDead, main.Group!.AliveCount, Text(main.Comm)));
    }

    [Fact]
    public void A_thread_that_exec_brought_back_is_still_there_after_it()
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 21, ThreadOfProcess);
        _scene.Exit(20);
        Exec(20);
        _scene.Pass();

        Assert.False(_scene.Thread(20).IsDead);
    }

    [Fact]
    public void A_parent_that_starts_a_process_with_a_used_id_replaces_it()
    {
        _scene.Clone(Shell, 20);
        _scene.Open(20, 9, "/old");
        _scene.Clone(Init, 20);

        Assert.Equal(Init, _scene.Thread(20).ParentId);
        Assert.Null(_scene.Thread(20).OwnDescriptors.Find(9));
    }

    [Fact]
    public void A_child_that_is_seen_soon_after_it_was_recorded_is_the_same()
    {
        _scene.Clone(20, 0, processId: 20, parentId: Shell);
        _scene.Open(20, 9, "/own");
        _scene.Wait(TimeSpan.FromSeconds(1));
        _scene.Clone(20, 0, processId: 20, parentId: Init);

        Assert.Equal((Shell, "/own"), (_scene.Thread(20).ParentId, _scene.NameOf(20, 9)));
    }

    [Fact]
    public void A_child_that_is_seen_long_after_its_id_was_recorded_is_another()
    {
        _scene.Clone(20, 0, processId: 20, parentId: Shell);
        _scene.Open(20, 9, "/old");
        _scene.Wait(TimeSpan.FromSeconds(3));
        _scene.Clone(20, 0, processId: 20, parentId: Init);

        Assert.Equal(Init, _scene.Thread(20).ParentId);
        Assert.Null(_scene.Thread(20).OwnDescriptors.Find(9));
    }

    private void CloneInNamespace(long threadId, long parentId, long virtualId) =>
        _scene.Clone(threadId, 0, InPidNamespace, processId: threadId, parentId: parentId, virtualId: virtualId);

    private void BeReaper(long threadId, long isReaper, long result = 0) =>
        _scene.Apply(_scene.Event(EventType.PrctlExit, threadId).Int64(result).UInt32(SetChildSubreaper).Text("").Int64(isReaper));

    private void Orphan(long threadId)
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, threadId);
        _scene.Exit(20);
        _scene.Pass();
    }

    private void Exec(long threadId) => _scene.Exec(threadId, "ls");
}
