using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of opening and closing files.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class OpenCallTests(LiveSource kernel) : IDisposable
{
    private const int CurrentDirectory = -100;
    private const int Create = 0x40;
    private const int WriteOnly = 1;
    private const int CloseOnExec = 0x80000;
    private const int NoEntry = 2;
    private const int BadDescriptor = 9;

    private readonly ScratchFile _file = new("content");

    [Fact]
    public void Openat_tells_a_file_that_exists()
    {
        CallRecord call = kernel.Call("openat", CurrentDirectory, _file.Path, CloseOnExec, 0);
        call.Success().Expect(
            ("fd", (long)call.Result),
            ("dirfd", -100L),
            ("name", _file.Text),
            ("flags", SchemaFlags.Of(EventType.Openat_2Exit, "flags", "O_RDONLY", "O_CLOEXEC")),
            ("mode", 0L),
            ("dev", (long)_file.Device),
            ("ino", (long)_file.Inode));
        call.Entry.Expect(
            ("dirfd", -100L),
            ("name", _file.Text),
            ("flags", SchemaFlags.Of(EventType.Openat_2Enter, "flags", "O_RDONLY", "O_CLOEXEC")),
            ("mode", 0L));
        NativeCall.Succeed("close", call.Result);
    }

    [Fact]
    public void Openat_tells_a_file_that_it_creates()
    {
        _file.Delete();
        CallRecord call = kernel.Call("openat", CurrentDirectory, _file.Path, WriteOnly | Create, 0x1A0);
        call.Success();
        _file.Refresh();
        call.Exit.Expect(
            ("fd", (long)call.Result),
            ("dirfd", -100L),
            ("name", _file.Text),
            ("flags", SchemaFlags.Of(EventType.Openat_2Exit, "flags", "O_WRONLY", "O_CREAT", "O_F_CREATED")),
            ("mode", 0x1A0L),
            ("dev", (long)_file.Device),
            ("ino", (long)_file.Inode));
        NativeCall.Succeed("close", call.Result);
    }

    [Fact]
    public void Openat_tells_a_file_that_does_not_exist()
    {
        _file.Delete();
        kernel.Call("openat", CurrentDirectory, _file.Path, 0, 0).Failure(NoEntry).Expect(
            ("fd", -(long)NoEntry),
            ("dirfd", -100L),
            ("name", _file.Text),
            ("flags", SchemaFlags.Of(EventType.Openat_2Exit, "flags", "O_RDONLY")),
            ("mode", 0L),
            ("dev", 0L),
            ("ino", 0L));
    }

    [Fact]
    public void Close_tells_the_descriptor()
    {
        nint descriptor = NativeCall.Succeed("openat", CurrentDirectory, _file.Path, 0, 0);
        kernel.Call("close", descriptor).Success().Expect(("res", 0L), ("fd", (long)descriptor));
        kernel.Call("close", 12345).Failure(BadDescriptor).Expect(("res", -(long)BadDescriptor), ("fd", 12345L));
    }

    [Fact]
    public void A_call_without_an_event_of_its_own_is_told_by_its_number()
    {
        CallRecord call = kernel.Call("getpriority", 0, 0);
        call.Exit.Expect(("ID", (long)EventSchema.FindSyscall("getpriority")!.Code), ("nativeID", (long)call.Call.X64Number));
    }

    public void Dispose() => _file.Dispose();
}
