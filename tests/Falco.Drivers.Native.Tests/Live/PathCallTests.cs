using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of making, renaming and removing names, and of asking for what they name.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class PathCallTests(LiveSource kernel) : IDisposable
{
    private const int CurrentDirectory = -100;
    private const int PathLimit = 4096;

    private readonly ScratchFile _file = new("content");
    private readonly ScratchFile _new = new();
    private readonly NativeBytes _answer = new(256);

    [Fact]
    [LiveCall("link")]
    public void Link_tells_both_paths()
    {
        kernel.Call("link", _file.Path, _new.Path).Succeeds(("oldpath", _file.Text), ("newpath", _new.Text));
        kernel.Call("link", _file.Path, _new.Path).Fails(ErrorNumber.Exists, ("oldpath", _file.Text), ("newpath", _new.Text));
        kernel.Call("link", 0, 1).Fails(ErrorNumber.BadAddress, ("oldpath", null), ("newpath", null));
    }

    [Fact]
    [LiveCall("linkat")]
    public void Linkat_tells_directories_paths_and_flags()
    {
        uint flags = SchemaFlags.Of(EventType.Linkat_2Exit, "flags", "AT_SYMLINK_FOLLOW");
        ReadOnlySpan<(string, object?)> expected =
            [("olddir", -100L), ("oldpath", _file.Text), ("newdir", -100L), ("newpath", _new.Text), ("flags", flags)];
        kernel.Call("linkat", CurrentDirectory, _file.Path, CurrentDirectory, _new.Path, 0x400).Succeeds(expected);
        kernel.Call("linkat", CurrentDirectory, _file.Path, CurrentDirectory, _new.Path, 0x400).Fails(ErrorNumber.Exists, expected);
        kernel.Call("linkat", -1, 0, 12345, 0, 0x1000)
            .Fails(
                ErrorNumber.BadAddress,
                ("olddir", -1L),
                ("oldpath", null),
                ("newdir", 12345L),
                ("newpath", null),
                ("flags", SchemaFlags.Of(EventType.Linkat_2Exit, "flags", "AT_EMPTY_PATH")));
    }

    [Fact]
    [LiveCall("unlink")]
    public void Unlink_tells_the_path()
    {
        kernel.Call("unlink", _file.Path).Succeeds(("path", _file.Text));
        kernel.Call("unlink", _file.Path).Fails(ErrorNumber.NoEntry, ("path", _file.Text));
        kernel.Call("unlink", 0).Fails(ErrorNumber.BadAddress, ("path", null));
    }

    [Fact]
    [LiveCall("unlinkat")]
    public void Unlinkat_tells_the_directory_the_path_and_the_flags()
    {
        kernel.Call("unlinkat", CurrentDirectory, _file.Path, 0)
            .Succeeds(("dirfd", -100L), ("name", _file.Text), ("flags", 0u));
        kernel.Call("unlinkat", 12345, _file.Path, 0x200)
            .Fails(
                ErrorNumber.NoEntry,
                ("dirfd", 12345L),
                ("name", _file.Text),
                ("flags", SchemaFlags.Of(EventType.Unlinkat_2Exit, "flags", "AT_REMOVEDIR")));
    }

    [Fact]
    [LiveCall("rename")]
    public void Rename_tells_both_paths()
    {
        kernel.Call("rename", _file.Path, _new.Path).Succeeds(("oldpath", _file.Text), ("newpath", _new.Text));
        kernel.Call("rename", _file.Path, _new.Path).Fails(ErrorNumber.NoEntry, ("oldpath", _file.Text), ("newpath", _new.Text));
    }

    [Fact]
    [LiveCall("renameat")]
    public void Renameat_tells_directories_and_paths()
    {
        ReadOnlySpan<(string, object?)> expected =
            [("olddirfd", -100L), ("oldpath", _file.Text), ("newdirfd", -100L), ("newpath", _new.Text)];
        kernel.Call("renameat", CurrentDirectory, _file.Path, CurrentDirectory, _new.Path).Succeeds(expected);
        kernel.Call("renameat", CurrentDirectory, _file.Path, CurrentDirectory, _new.Path).Fails(ErrorNumber.NoEntry, expected);
    }

    [Fact]
    [LiveCall("renameat2")]
    public void Renameat2_tells_directories_paths_and_flags()
    {
        uint keep = SchemaFlags.Of(EventType.Renameat2Exit, "flags", "RENAME_NOREPLACE");
        ReadOnlySpan<(string, object?)> expected =
            [("olddirfd", -100L), ("oldpath", _file.Text), ("newdirfd", -100L), ("newpath", _new.Text), ("flags", keep)];
        kernel.Call("renameat2", CurrentDirectory, _file.Path, CurrentDirectory, _new.Path, 1).Succeeds(expected);
        kernel.Call("renameat2", CurrentDirectory, _file.Path, CurrentDirectory, _new.Path, 1).Fails(ErrorNumber.NoEntry, expected);
    }

    [Fact]
    [LiveCall("symlink")]
    public void Symlink_tells_the_target_and_the_path()
    {
        kernel.Call("symlink", _file.Path, _new.Path).Succeeds(("target", _file.Text), ("linkpath", _new.Text));
        kernel.Call("symlink", _file.Path, _new.Path).Fails(ErrorNumber.Exists, ("target", _file.Text), ("linkpath", _new.Text));
    }

    [Fact]
    [LiveCall("symlinkat")]
    public void Symlinkat_tells_the_target_the_directory_and_the_path()
    {
        ReadOnlySpan<(string, object?)> expected = [("target", _file.Text), ("linkdirfd", -100L), ("linkpath", _new.Text)];
        kernel.Call("symlinkat", _file.Path, CurrentDirectory, _new.Path).Succeeds(expected);
        kernel.Call("symlinkat", _file.Path, CurrentDirectory, _new.Path).Fails(ErrorNumber.Exists, expected);
    }

    [Fact]
    [LiveCall("mkdir", "rmdir")]
    public void Mkdir_and_rmdir_tell_the_path()
    {
        kernel.Call("mkdir", _new.Path, 0x1ED).Succeeds(("path", _new.Text), ("mode", 0x1ED));
        kernel.Call("mkdir", _new.Path, 0x1ED).Fails(ErrorNumber.Exists, ("path", _new.Text), ("mode", 0x1ED));
        kernel.Call("rmdir", _new.Path).Succeeds(("path", _new.Text));
        kernel.Call("rmdir", _new.Path).Fails(ErrorNumber.NoEntry, ("path", _new.Text));
    }

    [Fact]
    [LiveCall("mkdirat")]
    public void Mkdirat_tells_the_directory_the_path_and_the_mode()
    {
        kernel.Call("mkdirat", CurrentDirectory, _new.Path, 0x1C0).Succeeds(("dirfd", -100L), ("path", _new.Text), ("mode", 0x1C0));
        kernel.Call("mkdirat", CurrentDirectory, _new.Path, 0x1C0)
            .Fails(ErrorNumber.Exists, ("dirfd", -100L), ("path", _new.Text), ("mode", 0x1C0));
    }

    // The device of a call is encoded already (1:3), but is read as if its minor number had the lower 20 bits: reference.
    [Theory]
    [LiveCall("mknod", "mknodat")]
    [InlineData(0x11A4, "S_IFIFO", 0, 0u)]
    [InlineData(0x01A4, "S_IFREG", 0, 0u)]
    [InlineData(0x81A4, "S_IFREG", 0, 0u)]
    [InlineData(0xC1A4, "S_IFSOCK", 0, 0u)]
    [InlineData(0x21A4, "S_IFCHR", 0x103, 0x00100003u)]
    [InlineData(0x61A4, "S_IFBLK", 0x701, 0x00700001u)]
    public void Mknod_tells_the_path_the_kind_and_the_device(int mode, string kind, int device, uint encoded)
    {
        uint expected = SchemaFlags.Of(EventType.MknodExit, "mode", kind, "S_IRUSR", "S_IWUSR", "S_IRGRP", "S_IROTH");
        ReadOnlySpan<(string, object?)> parameters = [("path", _new.Text), ("mode", expected), ("dev", encoded)];
        kernel.Call("mknod", _new.Path, mode, device).Succeeds(parameters);
        kernel.Call("mknod", _new.Path, mode, device).Fails(ErrorNumber.Exists, parameters);
        _new.Delete();
        kernel.Call("mknodat", CurrentDirectory, _new.Path, mode, device).Succeeds([("dirfd", -100L), .. parameters]);
        kernel.Call("mknodat", CurrentDirectory, _new.Path, mode, device)
            .Fails(ErrorNumber.Exists, [("dirfd", -100L), .. parameters]);
    }

    [Fact]
    [LiveCall("stat", "lstat")]
    public void Stat_tells_the_path()
    {
        foreach (string name in (string[])["stat", "lstat"])
        {
            kernel.Call(name, _file.Path, _answer).Succeeds(("path", _file.Text));
            kernel.Call(name, _new.Path, _answer).Fails(ErrorNumber.NoEntry, ("path", _new.Text));
            kernel.Call(name, 0, _answer).Fails(ErrorNumber.BadAddress, ("path", null));
            kernel.Call(name, 1, _answer).Fails(ErrorNumber.BadAddress, ("path", null));
        }
    }

    [Fact]
    [LiveCall("newfstatat")]
    public void Newfstatat_tells_the_directory_the_path_and_the_flags()
    {
        uint flags = SchemaFlags.Of(EventType.NewfstatatExit, "flags", "AT_SYMLINK_NOFOLLOW", "AT_NO_AUTOMOUNT");
        kernel.Call("newfstatat", CurrentDirectory, _file.Path, _answer, 0x900)
            .Succeeds(("dirfd", -100L), ("path", _file.Text), ("flags", flags));
        kernel.Call("newfstatat", CurrentDirectory, _new.Path, _answer, 0x900)
            .Fails(ErrorNumber.NoEntry, ("dirfd", -100L), ("path", _new.Text), ("flags", flags));
        kernel.Call("newfstatat", 12345, 1, _answer, 0x1000)
            .Fails(
                ErrorNumber.BadAddress,
                ("dirfd", 12345L),
                ("path", null),
                ("flags", SchemaFlags.Of(EventType.NewfstatatExit, "flags", "AT_EMPTY_PATH")));
    }

    [Fact]
    [LiveCall("access")]
    public void Access_tells_the_path_and_what_is_asked_for()
    {
        kernel.Call("access", _file.Path, 6)
            .Succeeds(("name", _file.Text), ("mode", SchemaFlags.Of(EventType.AccessExit, "mode", "R_OK", "W_OK")));
        kernel.Call("access", _file.Path, 1)
            .Fails(ErrorNumber.AccessDenied, ("name", _file.Text), ("mode", SchemaFlags.Of(EventType.AccessExit, "mode", "X_OK")));
        kernel.Call("access", _new.Path, 0).Fails(ErrorNumber.NoEntry, ("name", _new.Text), ("mode", 0u));
    }

    // The whole path that fits, and its end: 4,095 letters.
    [Theory]
    [InlineData(PathLimit - 2, PathLimit - 2)]
    [InlineData(PathLimit - 1, PathLimit - 1)]
    [InlineData(PathLimit, PathLimit - 1)]
    [InlineData(3 * PathLimit, PathLimit - 1)]
    public void Paths_are_cut_at_the_limit_of_the_kernel(int letters, int told)
    {
        string path = string.Concat(Enumerable.Repeat("/.", letters / 2)) + (letters % 2 == 0 ? "" : "/");
        using NativeBytes argument = new(path);
        string expected = path[..told];
        if (letters < PathLimit)
            kernel.Call("stat", argument, _answer).Succeeds(("path", expected));
        else
            kernel.Call("stat", argument, _answer).Fails(ErrorNumber.NameTooLong, ("path", expected));
        kernel.Call("rename", argument, argument).Exit.Expect(
            ("res", letters < PathLimit ? (long)-16 : -ErrorNumber.NameTooLong),
            ("oldpath", expected),
            ("newpath", expected));
    }

    [Fact]
    public void An_empty_path_is_told_by_its_end()
    {
        using NativeBytes empty = new("");
        kernel.Call("stat", empty, _answer).Fails(ErrorNumber.NoEntry, ("path", ""));
    }

    public void Dispose()
    {
        _file.Dispose();
        _new.Dispose();
        _answer.Dispose();
    }
}
