namespace Falco.Drivers.Native.Tests.Captures;

public sealed class ProcessListTests
{
    private const string Absent = "pidns=0 tty=0 loginuid=-1 writable=False caps=0,0,0 upper=False ino=0,0,0 memfd=False lower=False pgid=-1";

    [Theory]
    [InlineData(0x202u)]
    [InlineData(0x8000ABCDu)]
    public void Version_1_has_identity_names_and_credentials(uint type) => AssertThread(1, type,
        "thread tid=7 pid=6 ptid=5 sid=-1 vpgid=-1 comm=bash exe=/bin/bash exepath= args=-c|true| cwd=/tmp/ fdlimit=1024 flags=17 uid=1000 gid=100 "
        + "vm=0,0,0 faults=0,0 env= vtid=-1 vpid=-1 cgroups= root= " + Absent);

    [Theory]
    [InlineData(0x207u)]
    [InlineData(0x8013ABCDu)]
    public void Version_2_adds_memory(uint type) => AssertThread(2, type,
        "thread tid=7 pid=6 ptid=5 sid=-1 vpgid=-1 comm=bash exe=/bin/bash exepath= args=-c|true| cwd=/tmp/ fdlimit=1024 flags=17 uid=1000 gid=100 "
        + "vm=11,12,13 faults=14,15 env= vtid=-1 vpid=-1 cgroups= root= " + Absent);

    [Theory]
    [InlineData(0x209u)]
    [InlineData(0x8014ABCDu)]
    public void Version_3_adds_the_environment(uint type) => AssertThread(3, type,
        "thread tid=7 pid=6 ptid=5 sid=-1 vpgid=-1 comm=bash exe=/bin/bash exepath= args=-c|true| cwd=/tmp/ fdlimit=1024 flags=17 uid=1000 gid=100 "
        + "vm=11,12,13 faults=14,15 env=A=1|B=2| vtid=-1 vpid=-1 cgroups= root= " + Absent);

    [Fact]
    public void Version_4_adds_namespace_ids_and_control_groups() => AssertThread(4, 0x210,
        "thread tid=7 pid=6 ptid=5 sid=-1 vpgid=-1 comm=bash exe=/bin/bash exepath= args=-c|true| cwd=/tmp/ fdlimit=1024 flags=17 uid=1000 gid=100 "
        + "vm=11,12,13 faults=14,15 env=A=1|B=2| vtid=2 vpid=1 cgroups=cpu=/a| root= " + Absent);

    [Fact]
    public void Version_5_adds_the_root() => AssertThread(5, 0x211,
        "thread tid=7 pid=6 ptid=5 sid=-1 vpgid=-1 comm=bash exe=/bin/bash exepath= args=-c|true| cwd=/tmp/ fdlimit=1024 flags=17 uid=1000 gid=100 "
        + "vm=11,12,13 faults=14,15 env=A=1|B=2| vtid=2 vpid=1 cgroups=cpu=/a| root=/jail " + Absent);

    [Fact]
    public void Version_6_adds_the_session() => AssertThread(6, 0x212,
        "thread tid=7 pid=6 ptid=5 sid=4 vpgid=-1 comm=bash exe=/bin/bash exepath= args=-c|true| cwd=/tmp/ fdlimit=1024 flags=17 uid=1000 gid=100 "
        + "vm=11,12,13 faults=14,15 env=A=1|B=2| vtid=2 vpid=1 cgroups=cpu=/a| root=/jail " + Absent);

    [Fact]
    public void Version_7_adds_the_path_of_the_executable() => AssertThread(7, 0x213,
        "thread tid=7 pid=6 ptid=5 sid=4 vpgid=-1 comm=bash exe=/bin/bash exepath=/usr/bin/bash args=-c|true| cwd=/tmp/ fdlimit=1024 flags=17 uid=1000 gid=100 "
        + "vm=11,12,13 faults=14,15 env=A=1|B=2| vtid=2 vpid=1 cgroups=cpu=/a| root=/jail " + Absent);

    [Fact]
    public void Version_8_adds_the_process_group() => AssertThread(8, 0x214,
        "thread tid=7 pid=6 ptid=5 sid=4 vpgid=3 comm=bash exe=/bin/bash exepath=/usr/bin/bash args=-c|true| cwd=/tmp/ fdlimit=1024 flags=17 uid=1000 gid=100 "
        + "vm=11,12,13 faults=14,15 env=A=1|B=2| vtid=2 vpid=1 cgroups=cpu=/a| root=/jail " + Absent);

    [Theory]
    [InlineData(0, Absent)]
    [InlineData(4, "pidns=0 tty=0 loginuid=36 writable=False caps=0,0,0 upper=False ino=0,0,0 memfd=False lower=False pgid=-1")]
    [InlineData(5, "pidns=0 tty=0 loginuid=36 writable=True caps=0,0,0 upper=False ino=0,0,0 memfd=False lower=False pgid=-1")]
    [InlineData(29, "pidns=0 tty=0 loginuid=36 writable=True caps=40,41,42 upper=False ino=0,0,0 memfd=False lower=False pgid=-1")]
    public void Version_9_of_writers_before_0_10_has_no_namespace_start_and_terminal(int length, string expected)
    {
        CaptureBuilder tail = new CaptureBuilder().U32(36).U8(1).U64(40).U64(41).U64(42);

        AssertVersion9(tail.ToArray()[..length], expected);
    }

    [Theory]
    [InlineData(41, "pidns=50 tty=51 loginuid=36 writable=True caps=40,41,42 upper=False ino=0,0,0 memfd=False lower=False pgid=-1")]
    [InlineData(42, "pidns=50 tty=51 loginuid=36 writable=True caps=40,41,42 upper=True ino=0,0,0 memfd=False lower=False pgid=-1")]
    [InlineData(50, "pidns=50 tty=51 loginuid=36 writable=True caps=40,41,42 upper=True ino=60,0,0 memfd=False lower=False pgid=-1")]
    [InlineData(66, "pidns=50 tty=51 loginuid=36 writable=True caps=40,41,42 upper=True ino=60,61,62 memfd=False lower=False pgid=-1")]
    [InlineData(67, "pidns=50 tty=51 loginuid=36 writable=True caps=40,41,42 upper=True ino=60,61,62 memfd=True lower=False pgid=-1")]
    [InlineData(68, "pidns=50 tty=51 loginuid=36 writable=True caps=40,41,42 upper=True ino=60,61,62 memfd=True lower=True pgid=-1")]
    [InlineData(76, "pidns=50 tty=51 loginuid=36 writable=True caps=40,41,42 upper=True ino=60,61,62 memfd=True lower=True pgid=70")]
    [InlineData(90, "pidns=50 tty=51 loginuid=36 writable=True caps=40,41,42 upper=True ino=60,61,62 memfd=True lower=True pgid=70")]
    public void Version_9_ends_where_its_writer_knew_no_more_fields(int length, string expected)
    {
        CaptureBuilder tail = new CaptureBuilder().U64(50).U32(51).U32(36).U8(1).U64(40).U64(41).U64(42)
            .U8(1).U64(60).U64(61).U64(62).U8(1).U8(1).I64(70).Raw(new byte[14]);

        AssertVersion9(tail.ToArray()[..length], expected);
    }

    [Fact]
    public void Entries_longer_than_any_known_one_are_read_and_their_rest_is_passed_over()
    {
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(0x215, body => body.Sized(entry => WriteEntry(entry, 9).Raw(new byte[200_000])).Sized(entry => WriteEntry(entry, 9, tid: 8)))
            .Close(1);

        Recorder recorder = Recorder.Replay(capture);

        Assert.Null(recorder.Error);
        Assert.Equal(2, recorder.Tables.Count(line => line.StartsWith("thread ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_without_its_last_NUL_gets_one()
    {
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(0x209, body => WriteEntry(body, 3, arguments: "-c\0true", environment: "A=1")).Close(1);

        string thread = Recorder.Replay(capture).Tables[1];

        Assert.Contains(" args=-c|true| ", thread, StringComparison.Ordinal);
        Assert.Contains(" env=A=1| ", thread, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, null)]
    [InlineData(1025, "comm is 1025 bytes long; at most 1024 are allowed")]
    public void A_name_has_at_most_1024_bytes(int length, string? problem)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x202, body => WriteEntry(body, 1, comm: new string('x', length))).Close(1);

        Assert.Equal(problem, Recorder.Replay(capture).Error?.Problem);
    }

    [Theory]
    [InlineData(4096, null)]
    [InlineData(4097, "args is 4097 bytes long; at most 4096 are allowed")]
    public void A_list_of_arguments_has_at_most_4096_bytes(int length, string? problem)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x202, body => WriteEntry(body, 1, arguments: new string('x', length))).Close(1);

        Assert.Equal(problem, Recorder.Replay(capture).Error?.Problem);
    }

    [Fact]
    public void Fields_that_go_beyond_the_length_of_their_entry_are_corrupt()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x215, body => WriteEntry(body.U32(50), 9)).Close(1);

        Recorder recorder = Recorder.Replay(capture);

        Assert.StartsWith("an entry of 50 bytes has fields of ", recorder.Error!.Problem, StringComparison.Ordinal);
        Assert.Equal(28, recorder.Error.Offset);
        Assert.Empty(recorder.Events);
    }

    private static void AssertThread(int version, uint type, string expected)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(type, body => WriteEntry(body, version)).Close(1);

        Recorder recorder = Recorder.Replay(capture);

        Assert.Equal(["section", expected, "tables completed"], recorder.Tables);
        Assert.Single(recorder.Events);
    }

    private static void AssertVersion9(byte[] tail, string expected)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x215, body => body.Sized(entry => WriteEntry(entry, 9).Raw(tail))).Close(1);

        Recorder recorder = Recorder.Replay(capture);

        Assert.EndsWith(" " + expected, recorder.Tables[1], StringComparison.Ordinal);
        Assert.Equal("tables completed", recorder.Tables[2]);
    }

    private static CaptureBuilder WriteEntry(CaptureBuilder entry, int version, int tid = 7, string comm = "bash",
        string arguments = "-c\0true\0", string environment = "A=1\0B=2\0")
    {
        entry.I64(tid).I64(6).I64(5);
        if (version >= 6)
            entry.I64(4);
        if (version >= 8)
            entry.I64(3);
        entry.Text(comm).Text("/bin/bash");
        if (version >= 7)
            entry.Text("/usr/bin/bash");
        entry.Text(arguments).Text("/tmp/").I64(1024).U32(17).U32(1000).U32(100);
        if (version >= 2)
            entry.U32(11).U32(12).U32(13).U64(14).U64(15);
        if (version >= 3)
            entry.Text(environment);
        if (version >= 4)
            entry.I64(2).I64(1).Text("cpu=/a\0");
        if (version >= 5)
            entry.Text("/jail");
        return entry;
    }
}
