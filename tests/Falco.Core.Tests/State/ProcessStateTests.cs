using Falco.Core.Events;
using Falco.Core.State;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

public sealed class ProcessStateTests
{
    private readonly HostScene _scene = new();

    [Fact]
    public void A_forked_process_has_its_parents_descriptors_directory_and_program()
    {
        _scene.Open(Shell, 3, "/etc/hosts");
        _scene.Clone(Shell, 20);
        ThreadRecord child = _scene.Thread(20);
        Assert.Equal((20, Shell), (child.ProcessId, child.ParentId));
        Assert.Equal("/etc/hosts", _scene.NameOf(20, 3));
        Assert.Equal("/root/", Text(child.CurrentDirectory));
        Assert.Equal("/bin/bash", Text(child.ExePath));
        Assert.Equal(Shell, _scene.Host.ParentProcessOf(child)?.ThreadId);
    }

    [Fact]
    public void What_the_child_closes_stays_open_in_the_parent()
    {
        _scene.Open(Shell, 3, "/etc/hosts");
        _scene.Clone(Shell, 20);
        _scene.Apply(_scene.Event(EventType.CloseExit, 20).Int64(0).Int64(3));
        _scene.Pass();
        Assert.Null(_scene.Host.DescriptorsOf(_scene.Thread(20))!.Find(3));
        Assert.Equal("/etc/hosts", _scene.NameOf(Shell, 3));
    }

    [Fact]
    public void A_thread_shares_the_descriptors_of_its_process()
    {
        const uint ThreadOfProcess = 0x2000;
        _scene.Clone(Shell, 11, ThreadOfProcess);
        _scene.Open(11, 5, "/tmp/x");
        Assert.Equal("/tmp/x", _scene.NameOf(Shell, 5));
        Assert.Equal(2, _scene.Thread(Shell).Group!.AliveCount);
        Assert.Same(_scene.Thread(Shell), _scene.Host.MainThreadOf(_scene.Thread(11)));
    }

    [Fact]
    public void An_exited_thread_is_readable_during_its_event_and_gone_after_it()
    {
        _scene.Clone(Shell, 20);
        _scene.Exit(20);
        Assert.True(_scene.Thread(20).IsDead);
        _scene.Pass();
        Assert.Null(_scene.Host.FindThread(20));
    }

    [Fact]
    public void Orphans_go_to_init_unless_an_ancestor_takes_them_over()
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 30);
        _scene.Exit(20);
        _scene.Pass();
        Assert.Equal(Init, _scene.Thread(30).ParentId);
    }

    [Fact]
    public void A_subreaper_takes_the_orphans_of_its_descendants()
    {
        const uint SetChildSubreaper = 0x24;
        _scene.Apply(_scene.Event(EventType.PrctlExit, Shell).Int64(0).UInt32(SetChildSubreaper).Text("").Int64(1));
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 30);
        _scene.Exit(20);
        _scene.Pass();
        Assert.Equal(Shell, _scene.Thread(30).ParentId);
    }

    [Fact]
    public void The_reaper_that_the_kernel_names_is_believed()
    {
        _scene.Clone(Shell, 20);
        _scene.Clone(20, 30);
        _scene.Exit(20, reaper: Shell);
        _scene.Pass();
        Assert.Equal(Shell, _scene.Thread(30).ParentId);
        Assert.True(_scene.Thread(Shell).Group!.IsReaper);
    }

    [Fact]
    public void The_end_of_a_clone_does_not_bring_a_child_back_that_has_exited()
    {
        _scene.Clone(20, 0, processId: 20, parentId: Shell);
        _scene.Exit(20);
        _scene.Clone(Shell, 20);
        Assert.Null(_scene.Host.FindThread(20));
        _scene.Wait(TimeSpan.FromSeconds(3));
        _scene.Clone(Shell, 20);
        Assert.NotNull(_scene.Host.FindThread(20));
    }

    [Fact]
    public void Exec_replaces_the_program_and_closes_what_is_marked()
    {
        const uint CloseOnExec = 0x1001;
        _scene.Clone(Shell, 20);
        _scene.Open(20, 3, "/kept");
        _scene.Open(20, 4, "/closed", CloseOnExec);
        _scene.Exec(20, "ls", "-l", "/");
        ThreadRecord thread = _scene.Thread(20);
        Assert.Equal("ls -l /", CommandLineOf(thread));
        Assert.Equal("/usr/bin/ls", Text(thread.ExePath));
        Assert.Equal("/kept", _scene.NameOf(20, 3));
        Assert.Null(thread.OwnDescriptors.Find(4));
    }

    [Fact]
    public void Exec_changes_the_stamps_of_the_thread_and_of_lineages()
    {
        uint version = _scene.Thread(Shell).Version;
        uint lineage = _scene.Host.LineageVersion;
        _scene.Exec(Shell, "ls");
        Assert.NotEqual(version, _scene.Thread(Shell).Version);
        Assert.NotEqual(lineage, _scene.Host.LineageVersion);
    }

    [Fact]
    public void A_record_from_the_pool_never_has_a_stamp_of_its_former_owner()
    {
        HashSet<uint> versions = [];
        for (int i = 0; i < 100; i++)
        {
            _scene.Clone(Shell, 20);
            Assert.True(versions.Add(_scene.Thread(20).Version));
            _scene.Exit(20);
            _scene.Pass();
            _scene.Wait(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public void An_unknown_thread_gets_an_invalid_record()
    {
        _scene.Apply(_scene.Event(EventType.ReadExit, 77).Int64(0).Bytes().Int64(3).UInt32(0));
        ThreadRecord thread = _scene.Thread(77);
        Assert.True(thread.IsInvalid);
        Assert.Equal("<NA>", Text(thread.Comm));
    }

    [Fact]
    public void A_full_table_drops_threads_and_counts_them()
    {
        HostScene full = new(new HostStateOptions { MaxThreads = 2 });
        full.Clone(Shell, 20);
        Assert.Null(full.Host.FindThread(20));
        Assert.Equal(1UL, full.Host.Statistics.DroppedThreads);
    }

    [Fact]
    public void The_own_process_is_kept_even_when_the_table_is_full()
    {
        HostScene full = new(new HostStateOptions { MaxThreads = 2, OwnProcessId = 20 });
        full.Clone(Shell, 20);
        full.Clone(Shell, 21);
        Assert.NotNull(full.Host.FindThread(20));
        Assert.Null(full.Host.FindThread(21));
    }

    [Fact]
    public void Set_user_calls_change_the_thread_only_if_they_succeed()
    {
        _scene.Apply(_scene.Event(EventType.SetuidExit, Shell).Int64(-1).UInt32(33));
        Assert.Equal(0U, _scene.Thread(Shell).UserId);
        _scene.Apply(_scene.Event(EventType.SetuidExit, Shell).Int64(0).UInt32(33));
        Assert.Equal(33U, _scene.Thread(Shell).UserId);
    }

    [Theory]
    [InlineData("sub", "/root/sub/")]
    [InlineData("../etc", "/etc/")]
    [InlineData("/", "/")]
    public void The_current_directory_follows_chdir(string path, string expected)
    {
        _scene.Apply(_scene.Event(EventType.ChdirExit, Shell).Int64(0).Text(path));
        Assert.Equal(expected, Text(_scene.Thread(Shell).CurrentDirectory));
    }

    private static string CommandLineOf(ThreadRecord thread)
    {
        byte[] line = new byte[thread.CommandLineLength];
        thread.CopyCommandLine(line);
        return Text(line);
    }
}
