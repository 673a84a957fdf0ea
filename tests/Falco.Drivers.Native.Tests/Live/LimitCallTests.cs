using System.Runtime.InteropServices;
using System.Text;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of limits, namespaces, filters, and of the options of a process.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class LimitCallTests(LiveSource kernel) : IDisposable
{
    private const int CoreSize = 4;
    private const byte Unknown = 255;
    private const int NoPid = 0x7FFFFFF0;

    private readonly NativeBytes _limit = new(16);

    [Fact]
    [LiveCall("getrlimit")]
    public void Getrlimit_tells_the_limit()
    {
        CallRecord call = kernel.Call("getrlimit", 7, _limit);
        call.Succeeds(("cur", Word(0)), ("max", Word(1)), ("resource", 7));
        kernel.Call("getrlimit", 99, _limit).Fails(ErrorNumber.Invalid, ("cur", -1L), ("max", -1L), ("resource", Unknown));
        kernel.Call("getrlimit", 15, 1).Fails(ErrorNumber.BadAddress, ("cur", -1L), ("max", -1L), ("resource", 15));
    }

    // The limits that the process has already.
    [Fact]
    [LiveCall("setrlimit")]
    public void Setrlimit_tells_the_limit()
    {
        NativeCall.Succeed("getrlimit", CoreSize, _limit);
        kernel.Call("setrlimit", CoreSize, _limit).Succeeds(("cur", Word(0)), ("max", Word(1)), ("resource", CoreSize));
        kernel.Call("setrlimit", 99, _limit).Fails(ErrorNumber.Invalid, ("cur", Word(0)), ("max", Word(1)), ("resource", Unknown));
        kernel.Call("setrlimit", CoreSize, 1).Fails(ErrorNumber.BadAddress, ("cur", 0L), ("max", 0L), ("resource", CoreSize));
    }

    [Fact]
    [LiveCall("prlimit64")]
    public void Prlimit64_tells_the_new_limit_and_the_old_one()
    {
        NativeCall.Succeed("getrlimit", CoreSize, _limit);
        using NativeBytes old = new(16);
        kernel.Call("prlimit64", 0, CoreSize, _limit, old).Succeeds(
            ("newcur", Word(0)), ("newmax", Word(1)), ("oldcur", Word(0)), ("oldmax", Word(1)), ("pid", 0L), ("resource", CoreSize));
        kernel.Call("prlimit64", 0, 7, 0, old).Succeeds(
            ("newcur", 0L),
            ("newmax", 0L),
            ("oldcur", MemoryMarshal.Read<long>(old.Span)),
            ("oldmax", MemoryMarshal.Read<long>(old.Span[8..])),
            ("pid", 0L),
            ("resource", 7));
        kernel.Call("prlimit64", NoPid, CoreSize, _limit, 0).Fails(
            ErrorNumber.NoProcess,
            ("newcur", Word(0)),
            ("newmax", Word(1)),
            ("oldcur", -1L),
            ("oldmax", -1L),
            ("pid", (long)NoPid),
            ("resource", CoreSize));
    }

    [Fact]
    [LiveCall("unshare", "setns")]
    public void Unshare_and_setns_tell_the_namespaces()
    {
        uint names = SchemaFlags.Of(EventType.UnshareExit, "flags", "CLONE_NEWUTS");
        ActorRun run = Actor.CallAndTell(kernel, "openat -100 @/proc/self/ns/uts 0 0", "unshare 0x04000000", "setns $0 0x04000000");
        IReadOnlyList<CallRecord> calls = run.Calls("openat", "unshare", "setns");
        calls[1].Succeeds(("flags", names));
        calls[2].Succeeds(("fd", (long)calls[0].Result), ("nstype", names));
        kernel.Call("unshare", 0x900)
            .Fails(ErrorNumber.Invalid, ("flags", SchemaFlags.Of(EventType.UnshareExit, "flags", "CLONE_VM", "CLONE_SIGHAND")));
        kernel.Call("setns", -3, 0x20000)
            .Fails(ErrorNumber.BadDescriptor, ("fd", -3L), ("nstype", SchemaFlags.Of(EventType.SetnsExit, "nstype", "CLONE_NEWNS")));
    }

    [Fact]
    [LiveCall("seccomp")]
    public void Seccomp_tells_the_operation_and_the_flags()
    {
        using NativeBytes action = NativeBytes.Of(0x7FFF0000u);
        kernel.Call("seccomp", 2, 0, action).Succeeds(("op", 2), ("flags", 0));
        kernel.Call("seccomp", 99, 5, 0).Fails(ErrorNumber.Invalid, ("op", 99), ("flags", 5));
    }

    [Fact]
    [LiveCall("prctl")]
    public void Prctl_tells_the_option_and_its_argument()
    {
        Actor.Call(kernel, "prctl 15 @falco-name").Single()
            .Succeeds(("option", Option("PR_SET_NAME")), ("arg2_str", "falco-name"), ("arg2_int", 0L));
        using NativeBytes name = new(16);
        CallRecord call = kernel.Call("prctl", 16, name);
        string expected = Encoding.UTF8.GetString(name.Span[..name.Span.IndexOf((byte)0)]);
        call.Succeeds(("option", Option("PR_GET_NAME")), ("arg2_str", expected), ("arg2_int", 0L));
        Actor.Call(kernel, "prctl 36 1", "prctl 37 #FFFFFFFF")[1]
            .Succeeds(("option", Option("PR_GET_CHILD_SUBREAPER")), ("arg2_str", null), ("arg2_int", 1L));
        kernel.Call("prctl", 4, 5).Fails(ErrorNumber.Invalid, ("option", Option("PR_SET_DUMPABLE")), ("arg2_str", null), ("arg2_int", 5L));
        kernel.Call("prctl", 15, 1).Fails(ErrorNumber.BadAddress, ("option", Option("PR_SET_NAME")), ("arg2_str", null), ("arg2_int", 0L));
    }

    [Fact]
    [LiveCall("bpf")]
    public void Bpf_tells_the_command()
    {
        using NativeBytes map = NativeBytes.Integers(2, 4, 8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        CallRecord created = kernel.Call("bpf", 0, map, map.Length);
        created.Succeeds(("cmd", SchemaFlags.Of(EventType.Bpf_2Exit, "cmd", "BPF_MAP_CREATE")));
        NativeCall.Succeed("close", created.Result);
        using NativeBytes attributes = new(64);
        kernel.Call("bpf", 11, attributes, 64).Succeeds(("cmd", SchemaFlags.Of(EventType.Bpf_2Exit, "cmd", "BPF_PROG_GET_NEXT_ID")));
        kernel.Call("bpf", 0, 1, 64).Fails(ErrorNumber.BadAddress, ("cmd", SchemaFlags.Of(EventType.Bpf_2Exit, "cmd", "BPF_MAP_CREATE")));
        kernel.Call("bpf", -1, attributes, 64).Fails(ErrorNumber.Invalid, ("cmd", uint.MaxValue));
    }

    public void Dispose() => _limit.Dispose();

    private static uint Option(string name) => SchemaFlags.Of(EventType.PrctlExit, "option", name);

    private long Word(int index) => MemoryMarshal.Read<long>(_limit.Span[(8 * index)..]);
}
