using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of making and copying descriptors of other things than files and sockets.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class DescriptorCallTests(LiveSource kernel) : IDisposable
{
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int Direct = 0x4000;
    private const int SignalSetLength = 8;
    private const int PathLimit = 4096;

    private readonly ScratchDescriptors _open = new();

    [Fact]
    [LiveCall("dup", "dup2", "dup3")]
    public void Copying_a_descriptor_tells_the_old_and_the_new_one()
    {
        nint old = _open.Open("eventfd2", 0, 0);
        nint other = _open.Open("eventfd2", 0, 0);
        CallRecord call = kernel.Call("dup", old);
        _open.Take(call.Result);
        call.Success().Expect(("res", call.Result), ("oldfd", old));
        kernel.Call("dup2", old, other).Success().Expect(("res", other), ("oldfd", old), ("newfd", other));
        kernel.Call("dup3", old, other, CloseOnExec).Success().Expect(
            ("res", other), ("oldfd", old), ("newfd", other), ("flags", SchemaFlags.Of("dup3", "flags", "O_CLOEXEC")));
    }

    [Fact]
    [LiveCall("dup", "dup2", "dup3")]
    public void Copying_that_fails_tells_what_was_asked_for()
    {
        nint old = _open.Open("eventfd2", 0, 0);
        kernel.Call("dup", -7).Failure(ErrorNumber.BadDescriptor).Expect(("res", -ErrorNumber.BadDescriptor), ("oldfd", -7));
        kernel.Call("dup2", -7, old).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("oldfd", -7), ("newfd", old));
        kernel.Call("dup3", old, old, 0).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("oldfd", old), ("newfd", old), ("flags", 0));
    }

    [Theory]
    [LiveCall("pipe", "pipe2")]
    [InlineData("pipe", 0, new string[0])]
    [InlineData("pipe2", 0, new string[0])]
    [InlineData("pipe2", NonBlocking | CloseOnExec | Direct, new[] { "O_NONBLOCK", "O_CLOEXEC", "O_DIRECT" })]
    public void A_pipe_tells_its_ends_and_its_inode(string name, int flags, string[] flagNames)
    {
        using NativeBytes pair = new(8);
        CallRecord call = kernel.Call(name, pair, flags);
        call.Success();
        (nint output, nint input) = _open.TakePair(pair);
        (string Name, object? Value)[] expected = [("res", 0), ("fd1", output), ("fd2", input), ("ino", InodeOf(output))];
        if (name == "pipe2")
            expected = [.. expected, ("flags", SchemaFlags.Of("pipe2", "flags", flagNames))];
        call.Exit.Expect(expected);
    }

    [Theory]
    [LiveCall("pipe", "pipe2")]
    [InlineData(0)]
    [InlineData(1)]
    public void A_pipe_that_fails_has_no_ends(int address)
    {
        kernel.Call("pipe", address).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("fd1", -1), ("fd2", -1), ("ino", 0));
        kernel.Call("pipe2", address, CloseOnExec).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress),
            ("fd1", -1),
            ("fd2", -1),
            ("ino", 0),
            ("flags", SchemaFlags.Of("pipe2", "flags", "O_CLOEXEC")));
    }

    [Fact]
    [LiveCall("pipe2")]
    public void A_pipe_that_fails_tells_what_lies_where_its_ends_would_be()
    {
        // Flags that are negative as a number are no flags.
        using NativeBytes pair = NativeBytes.Integers(5, 6);
        kernel.Call("pipe2", pair, int.MinValue | CloseOnExec).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("fd1", 5), ("fd2", 6), ("ino", 0), ("flags", 0));
    }

    [Fact]
    [LiveCall("eventfd", "eventfd2")]
    public void Eventfd_tells_its_first_value()
    {
        CallRecord call = kernel.Call("eventfd", unchecked((nint)0xFFFFFFF5));
        _open.Take(call.Result);
        call.Success().Expect(("res", call.Result), ("initval", 0xFFFFFFF5L), ("flags", 0));
        call = kernel.Call("eventfd2", 12, NonBlocking | CloseOnExec);
        _open.Take(call.Result);
        call.Success().Expect(
            ("res", call.Result), ("flags", SchemaFlags.Of("eventfd2", "flags", "O_NONBLOCK", "O_CLOEXEC")), ("initval", 12));
        kernel.Call("eventfd2", 12, 0x40000000).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("flags", 0), ("initval", 12));
    }

    [Fact]
    [LiveCall("signalfd", "signalfd4")]
    public void Signalfd_tells_no_signals()
    {
        using NativeBytes signals = NativeBytes.Words(1 << 9);
        CallRecord call = kernel.Call("signalfd", -1, signals, SignalSetLength);
        _open.Take(call.Result);
        call.Success().Expect(("res", call.Result), ("fd", -1), ("mask", 0), ("flags", 0));
        kernel.Call("signalfd4", call.Result, signals, SignalSetLength, CloseOnExec).Success().Expect(
            ("res", call.Result), ("flags", SchemaFlags.Of("signalfd4", "flags", "O_CLOEXEC")), ("fd", call.Result), ("mask", 0));
    }

    [Fact]
    [LiveCall("signalfd", "signalfd4")]
    public void Signalfd_that_fails_tells_what_was_asked_for()
    {
        using NativeBytes signals = NativeBytes.Words(1 << 9);
        kernel.Call("signalfd", 999_999, signals, SignalSetLength).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("fd", 999_999), ("mask", 0), ("flags", 0));
        kernel.Call("signalfd4", -1, 1, SignalSetLength, NonBlocking).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("flags", SchemaFlags.Of("signalfd4", "flags", "O_NONBLOCK")), ("fd", -1), ("mask", 0));
    }

    [Fact]
    [LiveCall("timerfd_create")]
    public void Timerfd_create_tells_the_clock()
    {
        // Of the flags one fits into the parameter.
        CallRecord call = kernel.Call("timerfd_create", 1, NonBlocking | CloseOnExec);
        _open.Take(call.Result);
        call.Success().Expect(
            ("res", call.Result), ("clockid", 1), ("flags", SchemaFlags.Of("eventfd2", "flags", "O_NONBLOCK")));
        kernel.Call("timerfd_create", 99, 0).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("clockid", 99), ("flags", 0));
    }

    [Fact]
    [LiveCall("inotify_init", "inotify_init1")]
    public void Inotify_init_tells_its_flags()
    {
        // The call without flags can fail for want of memory or descriptors only.
        CallRecord call = kernel.Call("inotify_init");
        _open.Take(call.Result);
        call.Success().Expect(("res", call.Result), ("flags", 0));
        call = kernel.Call("inotify_init1", NonBlocking | CloseOnExec);
        _open.Take(call.Result);
        call.Success().Expect(("res", call.Result), ("flags", SchemaFlags.Of("inotify_init1", "flags", "O_NONBLOCK", "O_CLOEXEC")));
        kernel.Call("inotify_init1", 1).Failure(ErrorNumber.Invalid).Expect(("res", -ErrorNumber.Invalid), ("flags", 0));
    }

    [Fact]
    [LiveCall("epoll_create", "epoll_create1")]
    public void Epoll_create_tells_its_size_or_its_flags()
    {
        CallRecord call = kernel.Call("epoll_create", 9);
        _open.Take(call.Result);
        call.Success().Expect(("res", call.Result), ("size", 9));
        kernel.Call("epoll_create", -4).Failure(ErrorNumber.Invalid).Expect(("res", -ErrorNumber.Invalid), ("size", -4));
        call = kernel.Call("epoll_create1", CloseOnExec);
        _open.Take(call.Result);
        call.Success().Expect(("res", call.Result), ("flags", SchemaFlags.Of("epoll_create1", "flags", "EPOLL_CLOEXEC")));
        kernel.Call("epoll_create1", 1).Failure(ErrorNumber.Invalid).Expect(("res", -ErrorNumber.Invalid), ("flags", 0));
    }

    [Fact]
    [LiveCall("userfaultfd")]
    public void Userfaultfd_tells_the_kernels_flags()
    {
        CallRecord call = kernel.Call("userfaultfd", CloseOnExec);
        Assert.SkipWhen(call.Result == -ErrorNumber.NotImplemented, "the kernel has no userfaultfd");
        _open.Take(call.Result);
        call.Success().Expect(("res", call.Result), ("flags", CloseOnExec));
        kernel.Call("userfaultfd", 0x10000000).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("flags", 0x10000000));
    }

    [Theory]
    [LiveCall("memfd_create")]
    [InlineData("falco", 0, new string[0])]
    [InlineData("", 1, new[] { "MFD_CLOEXEC" })]
    [InlineData("ä €", 2, new[] { "MFD_ALLOW_SEALING" })]
    public void Memfd_create_tells_its_name(string text, int flags, string[] names)
    {
        using NativeBytes name = new(text);
        CallRecord call = kernel.Call("memfd_create", name, flags);
        _open.Take(call.Result);
        call.Success().Expect(("fd", call.Result), ("name", text), ("flags", SchemaFlags.Of("memfd_create", "flags", names)));
    }

    [Theory]
    [LiveCall("memfd_create")]
    [InlineData(0)]
    [InlineData(1)]
    public void Memfd_create_without_a_readable_name_tells_none(int address) =>
        kernel.Call("memfd_create", address, 0).Failure(ErrorNumber.BadAddress).Expect(
            ("fd", -ErrorNumber.BadAddress), ("name", null), ("flags", 0));

    [Theory]
    [LiveCall("memfd_create")]
    [InlineData(PathLimit - 2)]
    [InlineData(PathLimit - 1)]
    [InlineData(PathLimit)]
    [InlineData(3 * PathLimit)]
    public void A_text_is_told_up_to_its_limit(int length)
    {
        using NativeBytes name = new(new string('n', length));
        kernel.Call("memfd_create", name, 0).Failure(ErrorNumber.Invalid).Expect(
            ("fd", -ErrorNumber.Invalid), ("name", new string('n', Math.Min(length, PathLimit - 1))), ("flags", 0));
    }

    [Fact]
    [LiveCall("pidfd_open", "pidfd_getfd")]
    public void Pidfds_tell_the_process_and_the_descriptor()
    {
        CallRecord process = kernel.Call("pidfd_open", Environment.ProcessId, NonBlocking);
        _open.Take(process.Result);
        process.Success().Expect(
            ("fd", process.Result),
            ("pid", Environment.ProcessId),
            ("flags", SchemaFlags.Of("pidfd_open", "flags", "PIDFD_NONBLOCK")));
        nint target = _open.Open("eventfd2", 0, 0);
        CallRecord taken = kernel.Call("pidfd_getfd", process.Result, target, 0);
        _open.Take(taken.Result);
        taken.Success().Expect(("fd", taken.Result), ("pid_fd", process.Result), ("target_fd", target), ("flags", 0));
    }

    [Fact]
    [LiveCall("pidfd_open", "pidfd_getfd")]
    public void Pidfds_that_fail_tell_what_was_asked_for()
    {
        kernel.Call("pidfd_open", -5, 0).Failure(ErrorNumber.Invalid).Expect(
            ("fd", -ErrorNumber.Invalid), ("pid", -5), ("flags", 0));
        kernel.Call("pidfd_getfd", -1, 3, 0).Failure(ErrorNumber.BadDescriptor).Expect(
            ("fd", -ErrorNumber.BadDescriptor), ("pid_fd", -1), ("target_fd", 3), ("flags", 0));
        kernel.Call("pidfd_getfd", -1, -3, 7).Failure(ErrorNumber.Invalid).Expect(
            ("fd", -ErrorNumber.Invalid), ("pid_fd", -1), ("target_fd", -3), ("flags", 7));
    }

    public void Dispose() => _open.Dispose();

    // By statx of the descriptor itself.
    private static ulong InodeOf(nint descriptor)
    {
        using NativeBytes empty = new("");
        using NativeBytes status = new(256);
        NativeCall.Succeed("statx", descriptor, empty, 0x1000, 0x7FF, status);
        return MemoryMarshal.Read<ulong>(status.Span[0x20..]);
    }
}
