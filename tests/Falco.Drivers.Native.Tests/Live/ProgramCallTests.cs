using System.Diagnostics;
using System.Globalization;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of programs that are started, and of those that cannot be, and of how processes end.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class ProgramCallTests(LiveSource kernel)
{
    private const string Shell = "/bin/sh";
    private const int SymbolicLinkIsFollowed = 0;
    private const int ThreadIdNumber = 186;

    [Fact]
    [LiveCall("execve")]
    public void A_program_that_starts_is_told_with_its_arguments_and_its_file()
    {
        int child = 0;
        long parent = NativeCall.Make(ThreadIdNumber, [0, 0, 0, 0, 0, 0]);
        IReadOnlyList<CallEvent> events = kernel.Record(
            () =>
            {
                ProcessStartInfo start = new(Shell) { ArgumentList = { "-c", "exit 7", "third" } };
                start.Environment.Clear();
                start.Environment["FALCO_TEST"] = "some value";
                using Process process = Process.Start(start)!;
                child = process.Id;
                Assert.True(process.WaitForExit(10_000));
                Assert.Equal(7, process.ExitCode);
            },
            followsChildren: true);
        CallEvent started = events.Last(candidate => candidate.Type == EventType.Execve_19Exit && candidate.ThreadId == child && candidate.Number("res") == 0);
        using ProgramFile file = new(Shell);
        Assert.Equal(Shell, started.Text("exe"));
        Assert.Equal(["-c", "exit 7", "third"], started.Texts("args"));
        Assert.Equal(child, started.Number("tid"));
        Assert.Equal(child, started.Number("pid"));
        Assert.Equal(parent, started.Number("ptid"));
        Assert.Empty(started.Bytes("cwd"));
        Assert.InRange(started.Number("fdlimit"), 1, long.MaxValue);
        Assert.Equal("sh", started.Text("comm"));
        Assert.All(started.Texts("cgroups"), group => Assert.Contains("=/", group, StringComparison.Ordinal));
        Assert.Equal(["FALCO_TEST=some value"], started.Texts("env"));
        Assert.Equal(uint.Parse(File.ReadAllText("/proc/self/loginuid"), CultureInfo.InvariantCulture), (uint)started.Number("loginuid"));
        Assert.Equal(file.Flags, (uint)started.Number("flags"));
        Assert.Equal((long)file.Inode, started.Number("exe_ino"));
        Assert.Equal((long)file.ChangeTime, started.Number("exe_ino_ctime"));
        Assert.Equal((long)file.ModifyTime, started.Number("exe_ino_mtime"));
        Assert.Equal(0u, (uint)started.Number("uid"));
        Assert.Equal(0u, (uint)started.Number("gid"));
        Assert.Equal(file.Path, started.Text("trusted_exepath"));
        Assert.Equal(Shell, started.Text("filename"));

        CallEvent ended = events.Single(candidate => candidate.Type == EventType.Procexit_1Enter && candidate.ThreadId == child);
        ended.Expect(("status", 7L << 8), ("ret", 7L), ("sig", (byte)0), ("core", (byte)0), ("reaper_tid", 0L));
    }

    [Fact]
    [LiveCall("execve", "execveat")]
    public void A_program_that_cannot_start_is_told_as_it_was_asked_for()
    {
        using NativeBytes path = new("/no/such/program");
        using NativeBytes first = new("name");
        using NativeBytes second = new("argument");
        using NativeBytes variable = new("A=1");
        using NativeBytes arguments = NativeBytes.Of<(nint, nint, nint)>((first, second, 0));
        using NativeBytes environment = NativeBytes.Of<(nint, nint)>((variable, 0));
        CallRecord plain = kernel.Call("execve", path, arguments, environment);
        CallEvent failed = plain.Failure(ErrorNumber.NoEntry);
        ExpectProcess(failed, -ErrorNumber.NoEntry);
        Assert.Equal("/no/such/program", failed.Text("filename"));

        CallRecord relative = kernel.Call("execveat", -100, path, arguments, environment, SymbolicLinkIsFollowed);
        ExpectProcess(relative.Failure(ErrorNumber.NoEntry), -ErrorNumber.NoEntry);
    }

    [Fact]
    [LiveCall("execveat")]
    public void What_cannot_be_read_of_a_program_s_arguments_is_told_as_nothing()
    {
        CallEvent failed = kernel.Call("execveat", -100, 1, 1, 1, 0).Failure(ErrorNumber.BadAddress);
        Assert.Equal(-ErrorNumber.BadAddress, failed.Number("res"));
        Assert.Empty(failed.Bytes("exe"));
        Assert.Empty(failed.Bytes("args"));
        Assert.Empty(failed.Bytes("env"));
    }

    private static void ExpectProcess(CallEvent failed, long result)
    {
        using ProgramFile own = new(File.ResolveLinkTarget("/proc/self/exe", returnFinalTarget: false)!.FullName);
        Assert.Equal(result, failed.Number("res"));
        Assert.Equal("name", failed.Text("exe"));
        Assert.Equal(["argument"], failed.Texts("args"));
        Assert.Equal(["A=1"], failed.Texts("env"));
        Assert.Equal(Environment.ProcessId, failed.Number("pid"));
        Assert.Equal(failed.ThreadId, failed.Number("tid"));
        Assert.Equal((long)own.Inode, failed.Number("exe_ino"));
        Assert.Equal((long)own.ChangeTime, failed.Number("exe_ino_ctime"));
        Assert.Equal(own.Path, failed.Text("trusted_exepath"));
    }

    // What statx says of a program's file.
    private sealed class ProgramFile : IDisposable
    {
        private readonly NativeBytes _path;

        public ProgramFile(string path)
        {
            Path = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
            if (Path.StartsWith("/bin/", StringComparison.Ordinal) && Directory.ResolveLinkTarget("/bin", returnFinalTarget: true) is { } folder)
                Path = folder.FullName + Path["/bin".Length..];
            _path = new NativeBytes(Path);
            using NativeBytes status = new(256);
            NativeCall.Succeed("statx", -100, _path, 0, 0x7FF, status);
            Inode = System.Runtime.InteropServices.MemoryMarshal.Read<ulong>(status.Span[0x20..]);
            ChangeTime = Time(status.Span[0x60..]);
            ModifyTime = Time(status.Span[0x70..]);
        }

        public string Path { get; }

        public ulong Inode { get; }

        public ulong ChangeTime { get; }

        public ulong ModifyTime { get; }

        // Root may write every program.
        public uint Flags { get; } = SchemaFlags.Of(EventType.Execve_19Exit, "flags", "EXE_WRITABLE");

        public void Dispose() => _path.Dispose();

        private static ulong Time(ReadOnlySpan<byte> time) =>
            (System.Runtime.InteropServices.MemoryMarshal.Read<ulong>(time) * 1_000_000_000) + System.Runtime.InteropServices.MemoryMarshal.Read<uint>(time[8..]);
    }
}
