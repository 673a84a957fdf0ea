using System.Runtime.Versioning;
using System.Text;
using Falco.Core.State;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Tests.Procfs;

/// <summary>Threads of a hand-made /proc.</summary>
public sealed class ProcessScanTests : IDisposable
{
    private readonly ProcTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void A_process_is_described_by_all_its_files()
    {
        TableRecorder.RecordedThread thread = Read(_tree.Process(42).Write("proc/42/loginuid", "1000"), 42);

        Assert.Equal("tid=42 pid=42 ptid=1 sid=77 pgid=42 vtid=42 vpid=42 vpgid=42", thread.Ids);
        Assert.Equal("sleep", thread.Comm);
        Assert.Equal("/bin/sleep", thread.Exe);
        Assert.Equal("10|", thread.Arguments);
        Assert.Equal("/bin/sleep", thread.ExePath);
        Assert.Equal("PATH=/bin|HOME=/root|", thread.Environment);
        Assert.Equal("/var/tmp", thread.CurrentDirectory);
        Assert.Equal("/", thread.Root);
        Assert.Equal(1024, thread.DescriptorLimit);
        Assert.Equal(ThreadFlags.None, thread.Flags);
        Assert.Equal("uid=1001 gid=101 loginuid=1000", thread.User);
        Assert.Equal("vm=3060,1760,8 faults=3,150", thread.Memory);
        Assert.Equal("1,1fffeffffff,400", thread.Capabilities);
        Assert.Equal(34816u, thread.Tty);
        Assert.Equal(ProcTree.BootTime + 5_000_000_000, thread.CloneTime);
        Assert.False(thread.IsExeFromMemfd);
        Assert.False(thread.IsExeWritable);
    }

    [Theory]
    [InlineData("a) S 1 (b")]
    [InlineData(") R 9 9 9")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("((()")]
    [InlineData("tab\tand é")]
    public void A_name_may_hold_anything(string comm)
    {
        TableRecorder.RecordedThread thread = Read(_tree.Process(42, comm), 42);

        Assert.Equal(comm, thread.Comm);
        Assert.Equal("tid=42 pid=42 ptid=1 sid=77 pgid=42 vtid=42 vpid=42 vpgid=42", thread.Ids);
    }

    [Fact]
    public void An_executable_that_was_deleted_keeps_the_remark_of_the_kernel_until_it_is_stored()
    {
        TableRecorder.RecordedThread thread = Read(_tree.Process(42, exe: "/tmp/gone (deleted)"), 42);

        Assert.Equal("/tmp/gone (deleted)", thread.ExePath);
        Assert.Equal(0UL, thread.ExeInode);
    }

    [Fact]
    public void An_executable_in_memory_is_recognised() =>
        Assert.True(Read(_tree.Process(42, exe: "/memfd:loader (deleted)"), 42).IsExeFromMemfd);

    [Fact]
    public void The_executable_is_described_by_its_inode()
    {
        _tree.Write("bin/tool", "#!");
        FileInfo file = new(_tree.Path("bin/tool")) { LastWriteTimeUtc = DateTime.UnixEpoch.AddSeconds(1234) };

        TableRecorder.RecordedThread thread = Read(_tree.Process(42, exe: file.FullName), 42);

        Assert.NotEqual(0UL, thread.ExeInode);
        Assert.Equal(1_234_000_000_000UL, thread.ExeInodeModifyTime);
        Assert.True(thread.ExeInodeChangeTime > 1_700_000_000_000_000_000UL);
    }

    [Theory]
    [SupportedOSPlatform("linux")]
    [InlineData("0777", true)]
    [InlineData("0775", false)]
    [InlineData("0755", false)]
    public void Others_may_write_the_executable_if_its_permissions_say_so(string mode, bool isWritable)
    {
        _tree.Write("bin/tool", "#!");
        File.SetUnixFileMode(_tree.Path("bin/tool"), (UnixFileMode)Convert.ToInt32(mode, 8));

        Assert.Equal(isWritable, Read(_tree.Process(42, exe: _tree.Path("bin/tool")), 42).IsExeWritable);
    }

    [Fact]
    public void A_command_line_that_is_too_long_is_cut_as_events_cut_it()
    {
        string commandLine = "/bin/x\0" + new string('a', 10_000) + "\0";

        TableRecorder.RecordedThread thread = Read(_tree.Process(42, commandLine: commandLine), 42);

        Assert.Equal("/bin/x", thread.Exe);
        Assert.Equal(new string('a', 4096 - 7 - 1) + "|", thread.Arguments);
    }

    [Fact]
    public void A_command_line_that_a_process_wrote_itself_may_lack_its_end()
    {
        TableRecorder.RecordedThread thread = Read(_tree.Process(42, commandLine: "worker: idle"), 42);

        Assert.Equal("worker: idle", thread.Exe);
        Assert.Equal("", thread.Arguments);
    }

    [Fact]
    public void A_process_without_a_command_line_but_with_an_executable_is_one() =>
        Assert.Equal("/bin/sleep", Read(_tree.Process(42, commandLine: ""), 42).ExePath);

    [Fact]
    public void Threads_of_the_kernel_are_passed_over()
    {
        _tree.Process(2, "kthreadd", commandLine: "");
        File.Delete(_tree.Path("proc/2/exe"));

        TableRecorder tables = _tree.Scan();

        Assert.Empty(tables.Threads);
        Assert.Equal(1, tables.Statistics!.WithoutProgram);
    }

    [Fact]
    public void A_process_that_vanishes_while_it_is_read_is_counted()
    {
        _tree.Process(42).Process(43);
        File.Delete(_tree.Path("proc/42/status"));

        TableRecorder tables = _tree.Scan();

        Assert.Equal([43], tables.Threads.Keys);
        Assert.Equal(1, tables.Statistics!.Vanished);
        Assert.Equal(1, tables.Statistics.Processes);
    }

    [Theory]
    [InlineData("NStgid:\t42\t7\nNSpid:\t42\t7\nNSpgid:\t40\t5\n", "tid=42 pid=42 ptid=1 sid=77 pgid=40 vtid=7 vpid=7 vpgid=5")]
    [InlineData("NStgid:\t42\t9\t3\nNSpid:\t42\t9\t3\nNSpgid:\t42\t9\t3\n", "tid=42 pid=42 ptid=1 sid=77 pgid=42 vtid=3 vpid=3 vpgid=3")]
    [InlineData("Old:\t1\n", "tid=42 pid=42 ptid=1 sid=77 pgid=42 vtid=42 vpid=42 vpgid=42")]
    public void The_ids_of_the_innermost_namespace_are_those_that_events_tell(string namespaces, string ids) =>
        Assert.Equal(ids, Read(_tree.Process(42, namespaces: namespaces), 42).Ids);

    [Fact]
    public void The_start_of_a_pid_namespace_is_that_of_its_first_process()
    {
        _tree.Process(1, start: 3).Process(42).Process(43, namespaces: "NStgid:\t43\t1\nNSpid:\t43\t1\nNSpgid:\t43\t1\n");
        _tree.Write("container/proc/1/stat", "1 (init) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 2500 1 1\n");
        _tree.Link("proc/43/root", _tree.Path("container"));

        TableRecorder tables = _tree.Scan();

        Assert.Equal(ProcTree.BootTime + 30_000_000, tables.Threads[42].PidNamespaceStart);
        Assert.Equal(ProcTree.BootTime + 25_000_000_000, tables.Threads[43].PidNamespaceStart);
    }

    [Fact]
    public void Threads_share_what_belongs_to_their_process()
    {
        TableRecorder tables = _tree.Process(42, threads: 2).Thread(42, 42, "sleep").Thread(42, 44, "worker").Scan();

        TableRecorder.RecordedThread thread = tables.Threads[44];
        Assert.Equal("tid=44 pid=42 ptid=1 sid=77 pgid=42 vtid=44 vpid=42 vpgid=42", thread.Ids);
        Assert.Equal("worker", thread.Comm);
        Assert.Equal("10|", thread.Arguments);
        Assert.Equal(ThreadFlags.CloneThread | ThreadFlags.CloneFiles, thread.Flags);
        Assert.Equal(ProcTree.BootTime + 7_000_000_000, thread.CloneTime);
        Assert.Equal(2, tables.Statistics!.Threads);
    }

    [Fact]
    public void Threads_that_outlive_their_main_thread_tell_what_they_shared_with_it()
    {
        _tree.Process(42, commandLine: "", threads: 2).Thread(42, 42, "main").Thread(42, 44, "worker");
        File.Delete(_tree.Path("proc/42/exe"));
        _tree.Process(99);
        foreach (string name in new[] { "cmdline", "environ", "limits" })
            File.Move(_tree.Path($"proc/99/{name}"), _tree.Path($"proc/42/task/44/{name}"));
        _tree.Link("proc/42/task/44/exe", "/bin/other").Link("proc/42/task/44/cwd", "/").Link("proc/42/task/44/root", "/");
        Directory.Delete(_tree.Path("proc/99"), recursive: true);

        TableRecorder tables = _tree.Scan();

        Assert.Equal([42, 44], tables.Threads.Keys);
        Assert.Equal("/bin/other", tables.Threads[42].ExePath);
    }

    [Fact]
    public void The_groups_of_a_user_may_fill_a_line_of_any_length()
    {
        _tree.Process(42);
        string status = File.ReadAllText(_tree.Path("proc/42/status"));
        string groups = string.Join(' ', Enumerable.Range(100_000, 20_000));
        _tree.Write("proc/42/status", status.Replace("Groups:\t4 24", $"Groups:\t{groups}", StringComparison.Ordinal));

        Assert.Equal("1,1fffeffffff,400", Read(_tree, 42).Capabilities);
    }

    [Fact]
    public void The_scan_ends_when_its_time_is_up()
    {
        _tree.Process(42).Process(43).Process(44);
        List<ScanReport> reports = [];

        TableRecorder tables = _tree.Scan(new ProcScanOptions { TimeLimit = TimeSpan.Zero, ReportInterval = TimeSpan.Zero, Report = reports.Add });

        Assert.Single(tables.Threads);
        Assert.Equal("completed", tables.Calls[^1]);
        Assert.True(tables.Statistics!.IsTimedOut);
        Assert.Equal([false, true], reports.Select(report => report.IsCompleted));
        Assert.True(reports[^1].IsTimedOut);
    }

    [Fact]
    public void Users_and_groups_are_those_of_the_host()
    {
        _tree.Write("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n# comment\n+nis:x:5:5::/:\nbroken:x:1\nuser:x:1000:100:A,B:/home/user:/bin/sh");
        _tree.Write("etc/group", "root:x:0:\nadm:x:4:user,root\n-x:y:7:\nbad:x:-1:\n");

        Assert.Equal(
            ["user 0 0 root /root /bin/bash", "user 1000 100 user /home/user /bin/sh", "group 0 root", "group 4 adm"],
            _tree.Scan().Calls.Where(call => call.StartsWith("user ", StringComparison.Ordinal) || call.StartsWith("group ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_machine_is_described() => Assert.Contains(
        $"machine cpus=2 memory=2097152 pids=32768 host=box.example boot={ProcTree.BootTime} kernel=6.1.0-test", _tree.Scan().Calls);

    [Fact]
    public void A_root_without_proc_is_refused_with_the_remedy()
    {
        DirectoryNotFoundException error =
            Assert.Throws<DirectoryNotFoundException>(() => new HostScan("/nowhere", "", ProcScanOptions.Default));

        Assert.Contains("HOST_ROOT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_in_every_file_is_survived()
    {
        Random random = new(7);
        _tree.Process(42).Descriptor(42, 3, "/etc/passwd").Descriptor(42, 4, "socket:[9]");
        foreach (string file in _tree.Files)
        {
            byte[] garbage = new byte[random.Next(0, 9000)];
            random.NextBytes(garbage);
            byte[] original = File.ReadAllBytes(file);
            foreach (byte[] content in new[] { garbage, Encoding.UTF8.GetBytes(new string('\n', 50)), Encoding.UTF8.GetBytes(":::: ) 1"), [] })
            {
                File.WriteAllBytes(file, content);
                Assert.Equal("completed", _tree.Scan().Calls[^1]);
            }

            File.WriteAllBytes(file, original);
        }
    }

    private static TableRecorder.RecordedThread Read(ProcTree tree, long threadId) => tree.Scan().Threads[threadId];
}
