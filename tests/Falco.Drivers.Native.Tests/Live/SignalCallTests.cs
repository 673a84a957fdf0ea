using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of signals, sent and delivered, and of tracing.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class SignalCallTests(LiveSource kernel)
{
    private const int NoPid = 0x7FFFFFF0;

    // Signal 0 asks whether there is somebody.
    [Fact]
    [LiveCall("kill", "tkill", "tgkill")]
    public void Sending_tells_the_receiver_and_the_signal()
    {
        nint process = Environment.ProcessId;
        nint thread = NativeCall.Succeed("gettid");
        kernel.Call("kill", process, 0).Succeeds(("pid", (long)process), ("sig", 0));
        kernel.Call("kill", NoPid, 9).Fails(ErrorNumber.NoProcess, ("pid", (long)NoPid), ("sig", 9));
        kernel.Call("tkill", thread, 0).Succeeds(("tid", (long)thread), ("sig", 0));
        kernel.Call("tkill", -1, 64).Fails(ErrorNumber.Invalid, ("tid", -1L), ("sig", 64));
        kernel.Call("tgkill", process, thread, 0).Succeeds(("pid", (long)process), ("tid", (long)thread), ("sig", 0));
        kernel.Call("tgkill", process, NoPid, 10)
            .Fails(ErrorNumber.NoProcess, ("pid", (long)process), ("tid", (long)NoPid), ("sig", 10));
    }

    // Signals without a sender of their own tell none: SIGUSR1, and what the kernel raises itself. Neither does a signal that ends a
    // process: while the kernel ends all of its threads, it does not keep who wanted that.
    [Fact]
    [LiveCall("kill")]
    public void A_delivered_signal_tells_sender_and_receiver()
    {
        ActorRun run = Actor.Run(kernel, "signal");
        long child = run.Number("child");
        run.Event(EventType.KillExit, run.Pid, 0).Expect(("res", 0L), ("pid", run.Pid), ("sig", 15));
        Delivery(run, run.Pid, 0).Expect(("spid", run.Pid), ("dpid", run.Pid), ("sig", 15));
        Delivery(run, run.Pid, 1).Expect(("spid", 0L), ("dpid", run.Pid), ("sig", 10));
        Delivery(run, run.Pid, 2).Expect(("spid", run.Pid), ("dpid", run.Pid), ("sig", (int)run.Number("realtime")));
        Delivery(run, child, null).Expect(("spid", 0L), ("dpid", child), ("sig", 9));
        Delivery(run, run.Pid, 3).Expect(("spid", child), ("dpid", run.Pid), ("sig", 17));
        Delivery(run, run.Pid, 4).Expect(("spid", 0L), ("dpid", run.Pid), ("sig", 14));
    }

    [Fact]
    [LiveCall("ptrace")]
    public void Ptrace_tells_what_was_asked_and_answered()
    {
        ActorRun run = Actor.Run(kernel, "trace");
        long child = run.Number("child");
        long place = run.Number("place");
        Trace(run.Event(EventType.PtraceExit, child, 0), 0, Number(0x11), Number(0x22), "PTRACE_TRACEME", 0);
        Trace(run, 0, 0, Number(place), Number(0x1122334455667788), "PTRACE_PEEKDATA", child);
        Trace(run, 1, 0, Number(place), Number(0x4242), "PTRACE_POKEDATA", child);
        Trace(run, 2, 0, Number(0), Number(1), "PTRACE_SETOPTIONS", child);
        Trace(run, 3, -5, Number(0), Number(0), "PTRACE_PEEKDATA", child);
        Trace(run, 4, 0, Number(0), [1, 0], "PTRACE_CONT", child);
        Trace(kernel.Call("ptrace", 16, NoPid, 1, 2).Failure(ErrorNumber.NoProcess), -3, Number(0), Number(0), "PTRACE_ATTACH", NoPid);
        Trace(kernel.Call("ptrace", 0x9999, NoPid, 1, 2).Failure(ErrorNumber.NoProcess), -3, Number(0), Number(0), "PTRACE_UNKNOWN", NoPid);
    }

    private static CallEvent Delivery(ActorRun run, long receiver, int? mark) => run.Event(EventType.SignaldeliverEnter, receiver, mark);

    private static void Trace(ActorRun run, int mark, long result, byte[] address, byte[] data, string request, long pid)
    {
        Assert.Equal(result, run.Number($"result{mark}"));
        Trace(run.Event(EventType.PtraceExit, run.Pid, mark), result, address, data, request, pid);
    }

    private static void Trace(CallEvent exit, long result, byte[] address, byte[] data, string request, long pid) => exit.Expect(
        ("res", result),
        ("addr", address),
        ("data", data),
        ("request", SchemaFlags.Of(EventType.PtraceExit, "request", request)),
        ("pid", pid));

    // The first byte says that a number follows, not a signal (dynamic-parameters.tsv).
    private static byte[] Number(long number)
    {
        byte[] bytes = new byte[9];
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), number);
        return bytes;
    }
}
