using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of io_uring.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class RingCallTests(LiveSource kernel) : IDisposable
{
    private const int ParametersLength = 120;
    private const int CompletionSize = 0x8;
    private const int Clamp = 0x10;
    private const int Disabled = 0x40;

    private readonly ScratchDescriptors _open = new();

    [Fact]
    [LiveCall("io_uring_setup")]
    public void Io_uring_setup_tells_what_the_kernel_made_of_the_parameters()
    {
        using NativeBytes parameters = new(ParametersLength);
        Span<int> fields = MemoryMarshal.Cast<byte, int>(parameters.Span);
        fields[1] = 20;
        fields[2] = CompletionSize | Clamp | Disabled;
        CallRecord call = kernel.Call("io_uring_setup", 5, parameters);
        SkipWithoutRings(call.Result);
        _open.Take(call.Result);
        Assert.Equal(8, fields[0]);
        Assert.Equal(32, fields[1]);
        call.Success().Expect(
            ("res", call.Result),
            ("entries", 5),
            ("sq_entries", 8),
            ("cq_entries", 32),
            ("flags", SchemaFlags.Of("io_uring_setup", "flags", "IORING_SETUP_CQSIZE", "IORING_SETUP_CLAMP", "IORING_SETUP_R_DISABLED")),
            ("sq_thread_cpu", 0),
            ("sq_thread_idle", 0),
            ("features", KnownFeatures(fields[5])));
    }

    [Fact]
    [LiveCall("io_uring_setup")]
    public void Io_uring_setup_that_fails_tells_the_parameters_that_can_be_read()
    {
        using NativeBytes parameters = NativeBytes.Integers([0, 0, 0x2, 3, 40, .. new int[25]]);
        CallRecord call = kernel.Call("io_uring_setup", 0, parameters);
        SkipWithoutRings(call.Result);
        call.Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid),
            ("entries", 0),
            ("sq_entries", 0),
            ("cq_entries", 0),
            ("flags", SchemaFlags.Of("io_uring_setup", "flags", "IORING_SETUP_SQPOLL")),
            ("sq_thread_cpu", 3),
            ("sq_thread_idle", 40),
            ("features", 0));
        kernel.Call("io_uring_setup", 4, 1).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress),
            ("entries", 4),
            ("sq_entries", 0),
            ("cq_entries", 0),
            ("flags", 0),
            ("sq_thread_cpu", 0),
            ("sq_thread_idle", 0),
            ("features", 0));
    }

    [Fact]
    [LiveCall("io_uring_enter")]
    public void Io_uring_enter_tells_how_much_it_takes()
    {
        nint ring = OpenRing();
        kernel.Call("io_uring_enter", ring, 0, 0, 1, 0, 8).Success().Expect(
            ("res", 0),
            ("fd", ring),
            ("to_submit", 0),
            ("min_complete", 0),
            ("flags", SchemaFlags.Of("io_uring_enter", "flags", "IORING_ENTER_GETEVENTS")),
            ("sig", 0));
        kernel.Call("io_uring_enter", -1, 3, 2, 2, 0, 8).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor),
            ("fd", -1),
            ("to_submit", 3),
            ("min_complete", 2),
            ("flags", SchemaFlags.Of("io_uring_enter", "flags", "IORING_ENTER_SQ_WAKEUP")),
            ("sig", 0));
    }

    [Fact]
    [LiveCall("io_uring_register")]
    public void Io_uring_register_tells_the_operation_and_its_argument()
    {
        nint ring = OpenRing();
        using NativeBytes probe = new(16 + (8 * 16));
        kernel.Call("io_uring_register", ring, 8, probe, 16).Success().Expect(
            ("res", 0),
            ("fd", ring),
            ("opcode", SchemaFlags.Of("io_uring_register", "opcode", "IORING_REGISTER_PROBE")),
            ("arg", (nint)probe),
            ("nr_args", 16));

        // Not -1, for which some operations need no ring.
        kernel.Call("io_uring_register", 999_999, 0, 1, 2).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor),
            ("fd", 999_999),
            ("opcode", SchemaFlags.Of("io_uring_register", "opcode", "IORING_REGISTER_BUFFERS")),
            ("arg", 1),
            ("nr_args", 2));
    }

    public void Dispose() => _open.Dispose();

    private static void SkipWithoutRings(nint result) =>
        Assert.SkipWhen(result is -ErrorNumber.NotImplemented or -1, "the kernel has no io_uring, or forbids it");

    // The first eleven are known, but for the ninth: the name of the schema is another than that of the kernel.
    private static int KnownFeatures(int features) => features & 0x7FF & ~0x100;

    private nint OpenRing()
    {
        using NativeBytes parameters = new(ParametersLength);
        nint ring = NativeCall.Make(425, [4, parameters, 0, 0, 0, 0]);
        SkipWithoutRings(ring);
        return _open.Take(ring);
    }
}
