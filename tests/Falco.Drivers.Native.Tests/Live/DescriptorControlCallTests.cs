using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of asking, changing and closing descriptors.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class DescriptorControlCallTests(LiveSource kernel) : IDisposable
{
    private const int Directory = 0x10000;

    private readonly ScratchDescriptors _open = new();
    private readonly ScratchFile _file = new("content");

    [Theory]
    [LiveCall("fcntl")]
    [InlineData(1, "F_GETFD", 0)]
    [InlineData(2, "F_SETFD", 1)]
    [InlineData(3, "F_GETFL", 0)]
    [InlineData(4, "F_SETFL", 0x800)]
    [InlineData(9, "F_GETOWN", 0)]
    [InlineData(11, "F_GETSIG", 0)]
    [InlineData(1025, "F_GETLEASE", 0)]
    public void Fcntl_tells_the_command(int command, string name, int argument)
    {
        nint descriptor = Open();
        CallRecord call = kernel.Call("fcntl", descriptor, command, argument);
        call.Success().Expect(
            ("res", call.Result), ("fd", descriptor), ("cmd", SchemaFlags.Of("fcntl", "cmd", name)), ("arg", argument));
    }

    [Theory]
    [LiveCall("fcntl")]
    [InlineData(0, "F_DUPFD")]
    [InlineData(1030, "F_DUPFD_CLOEXEC")]
    public void Fcntl_that_copies_a_descriptor_tells_the_new_one(int command, string name)
    {
        nint descriptor = Open();
        CallRecord call = kernel.Call("fcntl", descriptor, command, 700);
        _open.Take(call.Result);
        Assert.InRange(call.Result, 700, int.MaxValue);
        call.Success().Expect(("res", call.Result), ("fd", descriptor), ("cmd", SchemaFlags.Of("fcntl", "cmd", name)), ("arg", 700));
    }

    [Theory]
    [LiveCall("fcntl")]
    [InlineData(5, "F_GETLK")]
    [InlineData(36, "F_OFD_GETLK")]
    public void Fcntl_of_a_lock_tells_where_it_is(int command, string name)
    {
        nint descriptor = Open();
        using NativeBytes @lock = new(32);
        kernel.Call("fcntl", descriptor, command, @lock).Success().Expect(
            ("res", 0), ("fd", descriptor), ("cmd", SchemaFlags.Of("fcntl", "cmd", name)), ("arg", (nint)@lock));
    }

    [Theory]
    [LiveCall("fcntl")]
    [InlineData(3, "F_GETFL", -1, ErrorNumber.BadDescriptor)]
    [InlineData(18, "UNKNOWN", null, ErrorNumber.Invalid)]
    [InlineData(64, "UNKNOWN", null, ErrorNumber.Invalid)]
    [InlineData(1023, "UNKNOWN", null, ErrorNumber.Invalid)]
    [InlineData(1500, "UNKNOWN", null, ErrorNumber.Invalid)]
    [InlineData(-1, "UNKNOWN", null, ErrorNumber.Invalid)]
    public void Fcntl_that_fails_tells_the_command_that_has_a_name(int command, string name, int? badDescriptor, int error)
    {
        nint descriptor = badDescriptor ?? Open();
        kernel.Call("fcntl", descriptor, command, -1).Failure(error).Expect(
            ("res", -error), ("fd", descriptor), ("cmd", SchemaFlags.Of("fcntl", "cmd", name)), ("arg", ulong.MaxValue));
    }

    [Fact]
    [LiveCall("ioctl")]
    public void Ioctl_tells_the_request_and_its_argument()
    {
        (nint output, _) = _open.Pipe();
        using NativeBytes count = new(4);
        kernel.Call("ioctl", output, 0x541B, count).Success().Expect(
            ("res", 0), ("fd", output), ("request", 0x541B), ("argument", (nint)count));
        kernel.Call("ioctl", output, 0x5401, 1).Failure(ErrorNumber.NoTerminal).Expect(
            ("res", -ErrorNumber.NoTerminal), ("fd", output), ("request", 0x5401), ("argument", 1));
        kernel.Call("ioctl", -1, -2, -3).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("fd", -1), ("request", ulong.MaxValue - 1), ("argument", ulong.MaxValue - 2));
    }

    [Theory]
    [LiveCall("flock")]
    [InlineData(1, new[] { "LOCK_SH" })]
    [InlineData(2 | 4, new[] { "LOCK_EX", "LOCK_NB" })]
    [InlineData(8, new[] { "LOCK_UN" })]
    public void Flock_tells_the_operation(int operation, string[] names)
    {
        nint descriptor = Open();
        kernel.Call("flock", descriptor, operation).Success().Expect(
            ("res", 0), ("fd", descriptor), ("operation", SchemaFlags.Of("flock", "operation", names)));
        kernel.Call("flock", -1, operation).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("fd", -1), ("operation", SchemaFlags.Of("flock", "operation", names)));
    }

    [Theory]
    [LiveCall("lseek")]
    [InlineData(3, 0, "SEEK_SET", 3)]
    [InlineData(2, 1, "SEEK_CUR", 2)]
    [InlineData(-2, 2, "SEEK_END", 5)]
    [InlineData(0, 3, "SEEK_SET", 0)]
    public void Lseek_tells_the_offset_and_its_origin(int offset, int origin, string name, int result)
    {
        // SEEK_DATA has no name, and reads as SEEK_SET.
        nint descriptor = Open();
        kernel.Call("lseek", descriptor, offset, origin).Success().Expect(
            ("res", result), ("fd", descriptor), ("offset", (long)offset), ("whence", SchemaFlags.Of("lseek", "whence", name)));
    }

    [Fact]
    [LiveCall("lseek")]
    public void Lseek_that_fails_tells_what_was_asked_for()
    {
        kernel.Call("lseek", Open(), -9, 0).Failure(ErrorNumber.Invalid);
        (nint output, _) = _open.Pipe();
        kernel.Call("lseek", output, 5, 1).Failure(ErrorNumber.IllegalSeek).Expect(
            ("res", -ErrorNumber.IllegalSeek),
            ("fd", output),
            ("offset", 5),
            ("whence", SchemaFlags.Of("lseek", "whence", "SEEK_CUR")));
        kernel.Call("lseek", -1, 5, 77).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("fd", -1), ("offset", 5), ("whence", 0));
    }

    [Theory]
    [LiveCall("getdents", "getdents64")]
    [InlineData("getdents")]
    [InlineData("getdents64")]
    public void Reading_a_directory_tells_its_descriptor(string name)
    {
        using NativeBytes path = new("/proc/self");
        using NativeBytes buffer = new(4096);
        nint directory = _open.Open("openat", -100, path, Directory, 0);
        CallRecord call = kernel.Call(name, directory, buffer, buffer.Length);
        Assert.InRange(call.Result, 1, buffer.Length);
        call.Success().Expect(("res", call.Result), ("fd", directory));
        nint file = Open();
        kernel.Call(name, file, buffer, buffer.Length).Failure(ErrorNumber.NotDirectory).Expect(
            ("res", -ErrorNumber.NotDirectory), ("fd", file));
        kernel.Call(name, -1, buffer, buffer.Length).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("fd", -1));
    }

    [Fact]
    [LiveCall("fstat")]
    public void Fstat_tells_the_descriptor()
    {
        using NativeBytes status = new(256);
        nint descriptor = Open();
        kernel.Call("fstat", descriptor, status).Success().Expect(("res", 0), ("fd", descriptor));
        Assert.Equal(_file.Inode, MemoryMarshal.Read<ulong>(status.Span[8..]));
        kernel.Call("fstat", descriptor, 1).Failure(ErrorNumber.BadAddress).Expect(("res", -ErrorNumber.BadAddress), ("fd", descriptor));
        kernel.Call("fstat", -1, status).Failure(ErrorNumber.BadDescriptor).Expect(("res", -ErrorNumber.BadDescriptor), ("fd", -1));
    }

    [Fact]
    [LiveCall("close_range")]
    public void Close_range_tells_the_descriptors_and_the_flags()
    {
        // One that nobody else can have: all calls of the process share the table.
        nint descriptor = NativeCall.Succeed("fcntl", Open(), 0, 900);
        kernel.Call("close_range", descriptor, descriptor, 4).Success().Expect(
            ("res", 0),
            ("first", descriptor),
            ("last", descriptor),
            ("flags", SchemaFlags.Of("close_range", "flags", "CLOSE_RANGE_CLOEXEC")));
        kernel.Call("close_range", descriptor, descriptor, 0).Success().Expect(
            ("res", 0), ("first", descriptor), ("last", descriptor), ("flags", 0));
        kernel.Call("fcntl", descriptor, 1, 0).Failure(ErrorNumber.BadDescriptor);
        kernel.Call("close_range", 9, 5, 2 | 4).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid),
            ("first", 9),
            ("last", 5),
            ("flags", SchemaFlags.Of("close_range", "flags", "CLOSE_RANGE_UNSHARE", "CLOSE_RANGE_CLOEXEC")));
        kernel.Call("close_range", unchecked((nint)0xFFFFFFF0), 5, 0).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("first", 0xFFFFFFF0), ("last", 5), ("flags", 0));
    }

    public void Dispose()
    {
        _open.Dispose();
        _file.Dispose();
    }

    private nint Open() => _open.Open("openat", -100, _file.Path, 0, 0);
}
