using System.Runtime.InteropServices;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of signals, limits, namespaces, seccomp, prctl and bpf.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class LimitCallTests(LiveSource kernel)
{
    private const int NoSuchProcess = 0x7FFFFFF0;
    private const int Descriptors = 7;
    private const int ThreadIdNumber = 186;

    private static readonly byte NumberOfFiles = (byte)SchemaFlags.Of(EventType.GetrlimitExit, "resource", "RLIMIT_NOFILE");
    private static readonly byte UnknownResource = (byte)SchemaFlags.Of(EventType.GetrlimitExit, "resource", "RLIMIT_UNKNOWN");

    [Fact]
    [LiveCall("kill", "tkill", "tgkill")]
    public void A_signal_is_told_with_its_target()
    {
        long thread = NativeCall.Make(ThreadIdNumber, [0, 0, 0, 0, 0, 0]);
        long process = Environment.ProcessId;
        kernel.Call("kill", (nint)process, 0).Succeeds(("pid", process), ("sig", (byte)0));
        kernel.Call("tkill", (nint)thread, 0).Succeeds(("tid", thread), ("sig", (byte)0));
        kernel.Call("tgkill", (nint)process, (nint)thread, 0).Succeeds(("pid", process), ("tid", thread), ("sig", (byte)0));
        kernel.Call("kill", NoSuchProcess, 15).Fails(ErrorNumber.NoProcess, ("pid", (long)NoSuchProcess), ("sig", (byte)15));
        kernel.Call("tkill", NoSuchProcess, 15).Fails(ErrorNumber.NoProcess, ("tid", (long)NoSuchProcess), ("sig", (byte)15));
        kernel.Call("tgkill", 1, NoSuchProcess, 15).Fails(ErrorNumber.NoProcess, ("pid", 1L), ("tid", (long)NoSuchProcess), ("sig", (byte)15));
    }

    [Fact]
    [LiveCall("getrlimit", "setrlimit", "prlimit64")]
    public void A_limit_is_told_as_it_is_and_as_it_was()
    {
        using NativeBytes limit = new(16);
        using NativeBytes old = new(16);
        CallRecord got = kernel.Call("getrlimit", Descriptors, limit);
        ReadOnlySpan<long> values = MemoryMarshal.Cast<byte, long>(limit.Span);
        got.Succeeds(("cur", values[0]), ("max", values[1]), ("resource", NumberOfFiles));
        kernel.Call("setrlimit", Descriptors, limit).Succeeds(("cur", values[0]), ("max", values[1]), ("resource", NumberOfFiles));
        kernel.Call("prlimit64", 0, Descriptors, limit, old).Succeeds(
            ("newcur", values[0]), ("newmax", values[1]), ("oldcur", values[0]), ("oldmax", values[1]), ("pid", 0L), ("resource", NumberOfFiles));
        kernel.Call("getrlimit", 99, limit).Fails(ErrorNumber.Invalid, ("cur", -1L), ("max", -1L), ("resource", UnknownResource));
        kernel.Call("setrlimit", Descriptors, 1).Fails(ErrorNumber.BadAddress, ("cur", 0L), ("max", 0L), ("resource", NumberOfFiles));
        kernel.Call("prlimit64", NoSuchProcess, Descriptors, 0, old).Fails(
            ErrorNumber.NoProcess,
            ("newcur", 0L), ("newmax", 0L), ("oldcur", -1L), ("oldmax", -1L), ("pid", (long)NoSuchProcess), ("resource", NumberOfFiles));
    }

    [Fact]
    [LiveCall("prctl")]
    public void Prctl_tells_a_name_or_a_number()
    {
        using NativeBytes name = new(16);
        CallRecord read = kernel.Call("prctl", 16, name);
        string text = System.Text.Encoding.UTF8.GetString(name.Span[..name.Span.IndexOf((byte)0)]);
        read.Succeeds(("option", SchemaFlags.Of(EventType.PrctlExit, "option", "PR_GET_NAME")), ("arg2_str", text), ("arg2_int", 0L));
        kernel.Call("prctl", 15, name).Succeeds(
            ("option", SchemaFlags.Of(EventType.PrctlExit, "option", "PR_SET_NAME")), ("arg2_str", text), ("arg2_int", 0L));
        kernel.Call("prctl", 22, 77).Fails(
            ErrorNumber.Invalid, ("option", SchemaFlags.Of(EventType.PrctlExit, "option", "PR_SET_SECCOMP")), ("arg2_str", null), ("arg2_int", 77L));
    }

    [Fact]
    [LiveCall("unshare", "setns")]
    public void Namespaces_are_told_by_their_flags()
    {
        kernel.Call("unshare", 0).Succeeds(("flags", 0U));
        kernel.Call("unshare", unchecked((nint)0x80000000)).Fails(ErrorNumber.Invalid, ("flags", SchemaFlags.Of(EventType.UnshareExit, "flags", "CLONE_IO")));
        using NativeBytes path = new("/proc/self/ns/uts");
        nint own = NativeCall.Succeed("openat", -100, path, 0, 0);
        kernel.Call("setns", own, 0x04000000).Succeeds(
            ("fd", (long)own), ("nstype", SchemaFlags.Of(EventType.SetnsExit, "nstype", "CLONE_NEWUTS")));
        NativeCall.Succeed("close", own);
        kernel.Call("setns", 123456, 0x20000000).Fails(
            ErrorNumber.BadDescriptor, ("fd", 123456L), ("nstype", SchemaFlags.Of(EventType.SetnsExit, "nstype", "CLONE_NEWPID")));
    }

    [Fact]
    [LiveCall("seccomp", "bpf")]
    public void Commands_are_told_by_their_numbers()
    {
        using NativeBytes action = NativeBytes.Of(0x7FFF0000U);
        kernel.Call("seccomp", 2, 0, action).Succeeds(("op", 2UL), ("flags", 0UL));
        kernel.Call("seccomp", 99, 5, 0).Fails(ErrorNumber.Invalid, ("op", 99UL), ("flags", 5UL));
        using NativeBytes shape = new(120);
        MemoryMarshal.Cast<byte, uint>(shape.Span)[0] = 2;
        MemoryMarshal.Cast<byte, uint>(shape.Span)[1] = 4;
        MemoryMarshal.Cast<byte, uint>(shape.Span)[2] = 8;
        MemoryMarshal.Cast<byte, uint>(shape.Span)[3] = 1;
        CallRecord created = kernel.Call("bpf", 0, shape, 72);
        created.Succeeds(("cmd", SchemaFlags.Of(EventType.Bpf_2Exit, "cmd", "BPF_MAP_CREATE")));
        NativeCall.Succeed("close", created.Result);
        kernel.Call("bpf", 5, 1, 72).Fails(ErrorNumber.BadAddress, ("cmd", SchemaFlags.Of(EventType.Bpf_2Exit, "cmd", "BPF_PROG_LOAD")));
    }
}
