using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Every parameter of a program's start, for programs of all kinds: whoever runs them, wherever they lie.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class ProgramFileTests(LiveSource kernel) : IDisposable
{
    private const int User = 5701;
    private const int Group = 5702;
    private const int Stranger = 5703;

    private static readonly string[] Variables = ["FALCO_FIRST=one", "FALCO_SECOND="];

    private readonly ScratchFile _folder = new();

    // The owner may always make the file writable; the group and the others need the bit; root needs nothing.
    [Theory]
    [LiveCall("execve")]
    [InlineData("owner", 0x16D, User, Group, 0, true)]
    [InlineData("group", 0x17D, Stranger, Group, 0, true)]
    [InlineData("further group", 0x17D, Stranger, Stranger, Group, true)]
    [InlineData("group that may not", 0x16F, Stranger, Group, 0, false)]
    [InlineData("others", 0x16F, Stranger, Stranger, 0, true)]
    [InlineData("others that may not", 0x1FD, Stranger, Stranger, 0, false)]
    [InlineData("root", 0x16D, 0, 0, 0, true)]
    public void A_program_tells_whether_its_process_may_write_it(string who, int mode, int user, int group, int further, bool isWritable)
    {
        Assert.NotEmpty(who);
        string program = Copy("program", User, Group, mode);
        string[] arguments = ["report", "with spaces", ""];
        ActorRun run = Actor.Run(kernel, ["exec", $"{user}", $"{group}", $"{further}", program, "name", .. arguments]);
        Assert.Equal(user, run.Number("user"));
        uint flags = Flags(isWritable, "EXE_WRITABLE");
        Started(run).Expect([.. Program(run, "name", arguments, program, ProgramFile.At(program), flags), ("filename", program)]);
    }

    [Fact]
    [LiveCall("execve")]
    public void A_program_that_does_not_start_tells_the_process_that_stays()
    {
        string missing = _folder.Text + "/missing";
        string[] arguments = ["report", "more"];
        ActorRun run = Actor.Run(kernel, ["exec", "0", "0", "0", missing, "name", .. arguments]);
        Assert.Equal(-ErrorNumber.NoEntry, run.Number("result"));
        Started(run).Expect(
        [
            .. Program(run, "name", arguments, Actor.Program, ProgramFile.At(Actor.Program), Flags(true, "EXE_WRITABLE"), -ErrorNumber.NoEntry),
            ("filename", missing),
        ]);
    }

    [Fact]
    [LiveCall("execve", "execveat")]
    public void A_program_that_nothing_names_tells_nothing_of_it()
    {
        ActorRun run = Actor.CallAndTell(kernel, "execve 1 1 1", "execveat 12345 @name 0 0 0");
        IReadOnlyList<CallRecord> calls = run.Calls("execve", "execveat");
        CallEvent unreadable = calls[0].Failure(ErrorNumber.BadAddress);
        foreach (string parameter in (string[])["exe", "args", "env", "filename"])
            Assert.Empty(unreadable.Bytes(parameter));
        CallEvent without = calls[1].Failure(ErrorNumber.BadDescriptor);
        Assert.Equal("", without.Text("exe"));
        Assert.Empty(without.Bytes("args"));
        Assert.Empty(without.Bytes("env"));
        Assert.Equal(Actor.Program, without.Text("trusted_exepath"));
    }

    [Fact]
    [LiveCall("execveat")]
    public void A_program_in_anonymous_memory_tells_so()
    {
        ActorRun run = Actor.Run(kernel, "exec-memory", "name", "report");
        ProgramFile file = new(run.Number("file.ino"), run.Number("file.ctime"), run.Number("file.mtime"));
        Started(run).Expect(
        [
            .. Program(run, "name", ["report"], "memfd:falco-program", file, Flags(true, "EXE_WRITABLE", "EXE_FROM_MEMFD")),
            ("filename", $"/dev/fd/{run.Number("descriptor")}"),
        ]);
    }

    [Fact]
    [LiveCall("execveat")]
    public void A_program_that_a_descriptor_names_tells_its_path()
    {
        ActorRun run = Actor.Run(kernel, "exec-descriptor", "name", "report");
        Started(run).Expect(
        [
            .. Program(run, "name", ["report"], Actor.Program, ProgramFile.At(Actor.Program), Flags(true, "EXE_WRITABLE")),
            ("filename", $"/dev/fd/{run.Number("descriptor")}"),
        ]);
    }

    [Fact]
    [LiveCall("execve")]
    public void A_program_behind_a_symbolic_link_tells_the_file_that_runs()
    {
        string program = Copy("program", 0, 0, 0x1ED);
        string link = _folder.Text + "/link";
        File.CreateSymbolicLink(link, program);
        ActorRun run = Actor.Run(kernel, "exec", "0", "0", "0", link, "name", "report");
        Started(run).Expect(
            [.. Program(run, "name", ["report"], program, ProgramFile.At(program), Flags(true, "EXE_WRITABLE")), ("filename", link)]);
    }

    // Of a path with more than 96 parts the last ones are told.
    [Theory]
    [InlineData(20)]
    [InlineData(90)]
    [InlineData(140)]
    public void A_deep_path_is_told_up_to_96_parts(int depth)
    {
        string program = Copy(string.Concat(Enumerable.Range(0, depth).Select(level => $"d{level}/")) + "program", 0, 0, 0x1ED);
        string[] parts = program.Split('/')[1..];
        string expected = "/" + string.Join('/', parts.TakeLast(96));
        ActorRun run = Actor.Run(kernel, "exec", "0", "0", "0", program, "name", "report");
        Started(run).Expect(
            [.. Program(run, "name", ["report"], expected, ProgramFile.At(program), Flags(true, "EXE_WRITABLE")), ("filename", program)]);
    }

    [Fact]
    [LiveCall("execve", "openat", "creat")]
    public void An_overlay_tells_which_layer_a_file_lies_in()
    {
        Directory.CreateDirectory(_folder.Text);
        ActorRun run = Actor.Run(kernel, "overlay", _folder.Text);
        Layer(run, "lower.", "merged/program", "EXE_LOWER_LAYER");
        Layer(run, "upper.", "merged/new", "EXE_UPPER_LAYER");
        Opened(run, 0, "lower.", "merged/program", "FD_LOWER_LAYER");
        Opened(run, 1, "upper.", "merged/new", "FD_UPPER_LAYER");
        run.Event(EventType.CreatExit, run.Pid, 2).Expect(
            ("fd", run.Number("created.fd")),
            ("name", "merged/created"),
            ("mode", 0x180),
            ("dev", run.Device("created.")),
            ("ino", run.Number("created.ino")),
            ("creat_flags", SchemaFlags.Of(EventType.CreatExit, "creat_flags", "FD_UPPER_LAYER_CREAT")));
    }

    public void Dispose() => _folder.Dispose();

    private static void Opened(ActorRun run, int mark, string prefix, string name, string layer) =>
        run.Event(EventType.Openat_2Exit, run.Pid, mark).Expect(
            ("fd", run.Number(prefix + "fd")),
            ("dirfd", -100L),
            ("name", name),
            ("flags", SchemaFlags.Of(EventType.Openat_2Exit, "flags", "O_RDONLY", layer)),
            ("mode", 0),
            ("dev", run.Device(prefix)),
            ("ino", run.Number(prefix + "ino")));

    private void Layer(ActorRun run, string prefix, string path, string layer)
    {
        CallEvent started = run.Event(EventType.Execve_19Exit, run.Number(prefix + "pid"));
        Assert.Equal(Flags(true, "EXE_WRITABLE", layer), (uint)started.Number("flags"));
        Assert.Equal(run.Number(prefix + "ino"), started.Number("exe_ino"));
        Assert.Equal(run.Number(prefix + "ctime"), started.Number("exe_ino_ctime"));
        Assert.Equal(run.Number(prefix + "mtime"), started.Number("exe_ino_mtime"));
        Assert.Equal($"{_folder.Text}/{path}", started.Text("trusted_exepath"));
        Assert.Equal(path, started.Text("filename"));
    }

    private static CallEvent Started(ActorRun run) => run.Event(EventType.Execve_19Exit, run.Pid, 0);

    private static uint Flags(bool areSet, params ReadOnlySpan<string> names) =>
        areSet ? SchemaFlags.Of(EventType.Execve_19Exit, "flags", names) : 0;

    // All parameters but the last. The sizes are those before the program has loaded its libraries, so they are bounded only.
    private static (string, object?)[] Program(
        ActorRun run, string name, string[] arguments, string path, ProgramFile file, uint flags, long result = 0) =>
    [
        ("res", result),
        ("exe", name),
        ("args", arguments),
        ("tid", run.Pid),
        ("pid", run.Pid),
        ("ptid", run.Parent),
        ("cwd", null),
        ("fdlimit", run.Number("descriptors")),
        ("pgft_maj", new NumberBetween(0, run.Number("major"))),
        ("pgft_min", new NumberBetween(1, run.Number("minor"))),
        ("vm_size", new NumberBetween(1, run.Size(""))),
        ("vm_rss", new NumberBetween(0, run.Resident("").High)),
        ("vm_swap", 0),
        ("comm", run.Text("comm")),
        ("cgroups", HostFacts.ControlGroups),
        ("env", Variables),
        ("tty", HostFacts.Terminal),
        ("vpgid", run.Number("group")),
        ("loginuid", (uint)run.Number("login")),
        ("flags", flags),
        ("cap_inheritable", run.Bits("CapInh")),
        ("cap_permitted", run.Bits("CapPrm")),
        ("cap_effective", run.Bits("CapEff")),
        ("exe_ino", file.Inode),
        ("exe_ino_ctime", file.ChangeTime),
        ("exe_ino_mtime", file.ModifyTime),
        ("uid", run.Number("user")),
        ("trusted_exepath", path),
        ("pgid", run.Number("group")),
        ("gid", run.Number("gid")),
    ];

    private string Copy(string name, int user, int group, int mode)
    {
        string path = Path.Combine(_folder.Text, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Actor.Program, path);
        using NativeBytes argument = new(path);
        using NativeBytes folder = new(_folder.Text);
        NativeCall.Succeed("chmod", folder, 0x1ED);
        NativeCall.Succeed("chown", argument, user, group);
        NativeCall.Succeed("chmod", argument, mode);
        return path;
    }
}
