using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of changing the mode and the owner of files.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class AttributeCallTests(LiveSource kernel) : IDisposable
{
    private const int CurrentDirectory = -100;
    private const int User = 4711;
    private const int Group = 4712;

    private readonly ScratchFile _file = new("content");
    private readonly ScratchFile _missing = new();

    // The kind of the file beside the mode (a socket's) means nothing to the call.
    [Theory]
    [LiveCall("chmod")]
    [InlineData(0x1A4, new[] { "S_IRUSR", "S_IWUSR", "S_IRGRP", "S_IROTH" })]
    [InlineData(0xCE00, new[] { "S_ISUID", "S_ISGID", "S_ISVTX" })]
    [InlineData(0x049, new[] { "S_IXUSR", "S_IXGRP", "S_IXOTH" })]
    public void Chmod_tells_the_path_and_the_mode(int mode, string[] names)
    {
        uint expected = SchemaFlags.Of(EventType.ChmodExit, "mode", names);
        kernel.Call("chmod", _file.Path, mode).Succeeds(("filename", _file.Text), ("mode", expected));
        kernel.Call("chmod", _missing.Path, mode).Fails(ErrorNumber.NoEntry, ("filename", _missing.Text), ("mode", expected));
        kernel.Call("chmod", 1, mode).Fails(ErrorNumber.BadAddress, ("filename", null), ("mode", expected));
    }

    [Fact]
    [LiveCall("fchmod")]
    public void Fchmod_tells_the_descriptor_and_the_mode()
    {
        nint descriptor = NativeCall.Succeed("openat", CurrentDirectory, _file.Path, 0, 0);
        uint expected = SchemaFlags.Of(EventType.FchmodExit, "mode", "S_IRUSR", "S_IWGRP", "S_IXOTH");
        kernel.Call("fchmod", descriptor, 0x111).Succeeds(("fd", (long)descriptor), ("mode", expected));
        NativeCall.Succeed("close", descriptor);
        kernel.Call("fchmod", -3, 0x111).Fails(ErrorNumber.BadDescriptor, ("fd", -3L), ("mode", expected));
    }

    [Fact]
    [LiveCall("fchmodat")]
    public void Fchmodat_tells_the_directory_the_path_and_the_mode()
    {
        uint expected = SchemaFlags.Of(EventType.FchmodatExit, "mode", "S_IRUSR", "S_IWUSR");
        kernel.Call("fchmodat", CurrentDirectory, _file.Path, 0x180)
            .Succeeds(("dirfd", -100L), ("filename", _file.Text), ("mode", expected));
        kernel.Call("fchmodat", 12345, 0, 0x180)
            .Fails(ErrorNumber.BadAddress, ("dirfd", 12345L), ("filename", null), ("mode", expected));
    }

    [Theory]
    [LiveCall("chown", "lchown")]
    [InlineData("chown")]
    [InlineData("lchown")]
    public void Chown_tells_the_path_and_the_owner(string name)
    {
        kernel.Call(name, _file.Path, User, Group).Succeeds(("path", _file.Text), ("uid", User), ("gid", Group));
        kernel.Call(name, _file.Path, -1, -1).Succeeds(("path", _file.Text), ("uid", uint.MaxValue), ("gid", uint.MaxValue));
        kernel.Call(name, _missing.Path, User, Group)
            .Fails(ErrorNumber.NoEntry, ("path", _missing.Text), ("uid", User), ("gid", Group));
        kernel.Call(name, 0, User, Group).Fails(ErrorNumber.BadAddress, ("path", null), ("uid", User), ("gid", Group));
    }

    [Fact]
    [LiveCall("fchown")]
    public void Fchown_tells_the_descriptor_and_the_owner()
    {
        nint descriptor = NativeCall.Succeed("openat", CurrentDirectory, _file.Path, 0, 0);
        kernel.Call("fchown", descriptor, User, Group).Succeeds(("fd", (long)descriptor), ("uid", User), ("gid", Group));
        NativeCall.Succeed("close", descriptor);
        kernel.Call("fchown", -1, 0, -1).Fails(ErrorNumber.BadDescriptor, ("fd", -1L), ("uid", 0), ("gid", uint.MaxValue));
    }

    // The kernel's AT_SYMLINK_FOLLOW has the place of the table's AT_SYMLINK_NOFOLLOW, as in the reference: no caller may pass it.
    [Fact]
    [LiveCall("fchownat")]
    public void Fchownat_tells_the_directory_the_path_the_owner_and_the_flags()
    {
        const int DoNotFollow = 0x100;
        const int Follow = 0x400;
        const int EmptyPath = 0x1000;
        kernel.Call("fchownat", CurrentDirectory, _file.Path, User, Group, DoNotFollow | EmptyPath).Succeeds(
            ("dirfd", -100L),
            ("pathname", _file.Text),
            ("uid", User),
            ("gid", Group),
            ("flags", SchemaFlags.Of(EventType.FchownatExit, "flags", "AT_EMPTY_PATH")));
        kernel.Call("fchownat", 12345, _file.Path, 1, 2, Follow).Fails(
            ErrorNumber.Invalid,
            ("dirfd", 12345L),
            ("pathname", _file.Text),
            ("uid", 1),
            ("gid", 2),
            ("flags", SchemaFlags.Of(EventType.FchownatExit, "flags", "AT_SYMLINK_NOFOLLOW")));
    }

    public void Dispose()
    {
        _file.Dispose();
        _missing.Dispose();
    }
}
