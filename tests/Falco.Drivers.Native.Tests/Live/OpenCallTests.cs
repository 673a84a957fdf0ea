using System.Runtime.InteropServices;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of opening and closing files.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class OpenCallTests(LiveSource kernel) : IDisposable
{
    private const int CurrentDirectory = -100;
    private const int Create = 0x40;
    private const int WriteOnly = 1;
    private const int Append = 0x400;
    private const int Exclusive = 0x80;
    private const int CloseOnExec = 0x80000;
    private const int NoEntry = 2;
    private const int BadDescriptor = 9;

    private readonly ScratchFile _file = new("content");

    [Fact]
    [LiveCall("openat")]
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
    [LiveCall("openat")]
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
    [LiveCall("openat")]
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
    [LiveCall("open")]
    public void Open_tells_the_path_the_flags_and_the_file()
    {
        const int Mode = 0x1FF;
        CallRecord call = kernel.Call("open", _file.Path, 2 | Append | CloseOnExec, Mode);
        call.Success().Expect(
            ("fd", (long)call.Result),
            ("name", _file.Text),
            ("flags", SchemaFlags.Of(EventType.OpenExit, "flags", "O_RDWR", "O_APPEND", "O_CLOEXEC")),
            ("mode", 0L), // without O_CREAT
            ("dev", (long)_file.Device),
            ("ino", (long)_file.Inode));
        NativeCall.Succeed("close", call.Result);
        call = kernel.Call("open", _file.Path, WriteOnly | Create | Exclusive, Mode);
        uint flags = SchemaFlags.Of(EventType.OpenExit, "flags", "O_WRONLY", "O_CREAT", "O_EXCL");
        call.Failure(ErrorNumber.Exists).Expect(
            ("fd", -(long)ErrorNumber.Exists), ("name", _file.Text), ("flags", flags), ("mode", Mode), ("dev", 0L), ("ino", 0L));
        call.Entry.Expect(("name", _file.Text), ("flags", flags), ("mode", Mode));
    }

    [Theory]
    [LiveCall("open", "openat", "openat2", "creat")]
    [InlineData(0)]
    [InlineData(1)]
    public void A_path_that_cannot_be_read_is_told_as_nothing(int address)
    {
        using NativeBytes how = Instructions(0, 0, 0);
        CallRecord[] calls =
        [
            kernel.Call("open", address, 0, 0),
            kernel.Call("openat", CurrentDirectory, address, 0, 0),
            kernel.Call("openat2", CurrentDirectory, address, how, how.Length),
            kernel.Call("creat", address, 0),
        ];
        foreach (CallRecord call in calls)
        {
            Assert.Empty(call.Failure(ErrorNumber.BadAddress).Bytes("name"));
            Assert.Empty(call.Entry.Bytes("name"));
        }
    }

    [Fact]
    [LiveCall("openat2")]
    public void Openat2_tells_how_the_file_is_opened()
    {
        _file.Delete();
        using NativeBytes how = Instructions(WriteOnly | Create, 0x1A4, 0x06);
        uint flags = SchemaFlags.Of(EventType.Openat2Exit, "flags", "O_WRONLY", "O_CREAT");
        uint resolve = SchemaFlags.Of(EventType.Openat2Exit, "resolve", "RESOLVE_NO_MAGICLINKS", "RESOLVE_NO_SYMLINKS");
        CallRecord call = kernel.Call("openat2", CurrentDirectory, _file.Path, how, how.Length);
        call.Success();
        _file.Refresh();
        call.Exit.Expect(
            ("fd", (long)call.Result),
            ("dirfd", -100L),
            ("name", _file.Text),
            ("flags", flags | SchemaFlags.Of(EventType.Openat2Exit, "flags", "O_F_CREATED")),
            ("mode", 0x1A4),
            ("resolve", resolve),
            ("dev", (long)_file.Device),
            ("ino", (long)_file.Inode));
        call.Entry.Expect(("dirfd", -100L), ("name", _file.Text), ("flags", flags), ("mode", 0x1A4), ("resolve", resolve));
        NativeCall.Succeed("close", call.Result);

        using NativeBytes beneath = Instructions(0, 0, 0x39);
        uint all = SchemaFlags.Of(
            EventType.Openat2Exit, "resolve", "RESOLVE_BENEATH", "RESOLVE_NO_XDEV", "RESOLVE_IN_ROOT", "RESOLVE_CACHED");
        kernel.Call("openat2", 12345, _file.Path, beneath, beneath.Length).Fails(
            ErrorNumber.Invalid,
            ("dirfd", 12345L),
            ("name", _file.Text),
            ("flags", 1u),
            ("mode", 0L),
            ("resolve", all),
            ("dev", 0L),
            ("ino", 0L));
    }

    [Fact]
    [LiveCall("creat")]
    public void Creat_tells_the_path_the_mode_and_the_file()
    {
        CallRecord call = kernel.Call("creat", _file.Path, 0x1A4);
        call.Succeeds(
            ("name", _file.Text), ("mode", 0x1A4), ("dev", (long)_file.Device), ("ino", (long)_file.Inode), ("creat_flags", 0u));
        call.Entry.Expect(("name", _file.Text), ("mode", 0x1A4));
        NativeCall.Succeed("close", call.Result);
        using NativeBytes below = new(_file.Text + "/x");
        kernel.Call("creat", below, 0x1A4).Fails(
            ErrorNumber.NotDirectory, ("name", _file.Text + "/x"), ("mode", 0x1A4), ("dev", 0L), ("ino", 0L), ("creat_flags", 0u));
    }

    [Fact]
    [LiveCall("open_by_handle_at")]
    public void Open_by_handle_at_tells_the_path_of_what_it_opens()
    {
        using NativeBytes handle = new(8 + 128);
        using NativeBytes mount = new(4);
        MemoryMarshal.Write(handle.Span, 128);
        NativeCall.Succeed("name_to_handle_at", CurrentDirectory, _file.Path, handle, mount, 0);
        nint directory = NativeCall.Succeed("openat", CurrentDirectory, _file.Path, 0, 0);
        uint flags = SchemaFlags.Of(EventType.OpenByHandleAtExit, "flags", "O_RDONLY", "O_CLOEXEC");
        CallRecord call = kernel.Call("open_by_handle_at", directory, handle, CloseOnExec);
        call.Succeeds(
            ("mountfd", (long)directory),
            ("flags", flags),
            ("path", _file.Text),
            ("dev", (long)_file.Device),
            ("ino", (long)_file.Inode));
        NativeCall.Succeed("close", call.Result);
        kernel.Call("open_by_handle_at", directory, 1, CloseOnExec).Fails(
            ErrorNumber.BadAddress, ("mountfd", (long)directory), ("flags", flags), ("path", null), ("dev", 0L), ("ino", 0L));
        NativeCall.Succeed("close", directory);
    }

    [Fact]
    [LiveCall("close")]
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

    private static NativeBytes Instructions(ulong flags, ulong mode, ulong resolve) =>
        new(MemoryMarshal.AsBytes<ulong>([flags, mode, resolve]));

    public void Dispose() => _file.Dispose();
}
