using System.Runtime.InteropServices;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of mounting and configuring file systems. What succeeds is undone in the test itself.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class MountCallTests(LiveSource kernel) : IDisposable
{
    private const int Detach = 2;
    private const int User = 4711;

    private readonly ScratchFile _directory = new();
    private readonly NativeBytes _device = new("falco-device");
    private readonly NativeBytes _type = new("tmpfs");

    [Fact]
    [LiveCall("mount", "umount2")]
    public void Mount_tells_device_directory_type_and_flags()
    {
        Directory.CreateDirectory(_directory.Text);
        uint flags = SchemaFlags.Of(EventType.MountExit, "flags", "RDONLY", "NOSUID", "NODEV", "NOEXEC");
        ReadOnlySpan<(string, object?)> expected = [("dev", "falco-device"), ("dir", _directory.Text), ("type", "tmpfs"), ("flags", flags)];
        CallRecord mounted = kernel.Call("mount", _device, _directory.Path, _type, unchecked((nint)0xC0ED000F), 0);
        CallRecord unmounted = kernel.Call("umount2", _directory.Path, Detach);
        mounted.Succeeds(expected);
        unmounted.Succeeds(("name", _directory.Text), ("flags", SchemaFlags.Of(EventType.Umount2Exit, "flags", "DETACH")));
        Directory.Delete(_directory.Text);
        kernel.Call("mount", _device, _directory.Path, _type, 0xF, 0).Fails(ErrorNumber.NoEntry, expected);
        kernel.Call("umount2", _directory.Path, 0xF).Fails(
            ErrorNumber.NoEntry,
            ("name", _directory.Text),
            ("flags", SchemaFlags.Of(EventType.Umount2Exit, "flags", "FORCE", "DETACH", "EXPIRE", "NOFOLLOW")));
    }

    [Fact]
    [LiveCall("mount", "umount2")]
    public void What_mount_cannot_read_is_told_as_nothing()
    {
        kernel.Call("mount", 0, 1, 0, 0, 0).Fails(ErrorNumber.BadAddress, ("dev", null), ("dir", null), ("type", null), ("flags", 0));
        kernel.Call("umount2", 1, 0).Fails(ErrorNumber.BadAddress, ("name", null), ("flags", 0));
    }

    [Fact]
    [LiveCall("fsconfig")]
    public void Fsconfig_tells_the_key_and_the_value()
    {
        using NativeBytes key = new("size");
        using NativeBytes value = new("64k");
        nint context = NativeCall.Succeed("fsopen", _type, 1);
        kernel.Call("fsconfig", context, 1, key, value, 0).Succeeds(
            ("fd", (long)context),
            ("cmd", SchemaFlags.Of(EventType.FsconfigExit, "cmd", "FSCONFIG_SET_STRING")),
            ("key", "size"),
            ("value_bytebuf", null),
            ("value_charbuf", "64k"),
            ("aux", 0));
        kernel.Call("fsconfig", context, 6, 0, 0, 0).Succeeds(
            ("fd", (long)context),
            ("cmd", SchemaFlags.Of(EventType.FsconfigExit, "cmd", "FSCONFIG_CMD_CREATE")),
            ("key", null),
            ("value_bytebuf", null),
            ("value_charbuf", null),
            ("aux", 0));
        NativeCall.Succeed("close", context);
        kernel.Call("fsconfig", -7, 2, key, value, 3).Fails(
            ErrorNumber.Invalid,
            ("fd", -7L),
            ("cmd", SchemaFlags.Of(EventType.FsconfigExit, "cmd", "FSCONFIG_SET_BINARY")),
            ("key", "size"),
            ("value_bytebuf", null),
            ("value_charbuf", null),
            ("aux", 3));
    }

    // No file system of a test's machine has quotas, but the call tells what was asked also when it fails.
    [Fact]
    [LiveCall("quotactl")]
    public void Quotactl_tells_the_limits_that_were_to_be_set()
    {
        using NativeBytes device = new("/dev/no-such-device");
        using NativeBytes limits = new(MemoryMarshal.AsBytes<ulong>([100, 99, 98, 97, 96, 95, 94, 93, 0x3F]));
        Quota(kernel.Call("quotactl", 0x800008 << 8, device, User, limits), ErrorNumber.NoEntry, new Quotas
        {
            Limits = [100, 99, 98, 97, 96, 94, 93],
            Command = "Q_SETQUOTA",
            Id = User,
        });

        // What the structure does not say to be valid is not told.
        BitConverter.TryWriteBytes(limits.Span[64..], 0u);
        Quota(kernel.Call("quotactl", (0x800008 << 8) | 1, device, User, limits), ErrorNumber.NoEntry, new Quotas
        {
            Type = "GRPQUOTA",
            Command = "Q_SETQUOTA",
            Id = User,
        });
    }

    [Fact]
    [LiveCall("quotactl")]
    public void Quotactl_tells_the_file_and_the_format_that_were_to_be_turned_on()
    {
        using NativeBytes device = new("/dev/no-such-device");
        using NativeBytes file = new("/no-such-directory/aquota.user");
        Quota(kernel.Call("quotactl", 0x800002 << 8, device, 2, file), ErrorNumber.NoEntry, new Quotas
        {
            File = "/no-such-directory/aquota.user",
            Command = "Q_QUOTAON",
            Format = "QFMT_VFS_V0",
        });
        using NativeBytes information = new(MemoryMarshal.AsBytes<ulong>([7, 8, 1 | (7UL << 32)]));
        Quota(kernel.Call("quotactl", 0x800006 << 8, device, 2, information), ErrorNumber.NoEntry, new Quotas
        {
            Information = [7, 8, 1],
            Command = "Q_SETINFO",
        });
    }

    private sealed record Quotas
    {
        public string? File { get; init; }

        public long[] Limits { get; init; } = new long[7];

        public long[] Information { get; init; } = new long[3];

        public required string Command { get; init; }

        public string Type { get; init; } = "USRQUOTA";

        public long Id { get; init; }

        public string Format { get; init; } = "QFMT_NOT_USED";
    }

    private static void Quota(CallRecord call, int error, Quotas expected) => call.Fails(
        error,
        ("special", "/dev/no-such-device"),
        ("quotafilepath", expected.File),
        ("dqb_bhardlimit", expected.Limits[0]),
        ("dqb_bsoftlimit", expected.Limits[1]),
        ("dqb_curspace", expected.Limits[2]),
        ("dqb_ihardlimit", expected.Limits[3]),
        ("dqb_isoftlimit", expected.Limits[4]),
        ("dqb_btime", expected.Limits[5]),
        ("dqb_itime", expected.Limits[6]),
        ("dqi_bgrace", expected.Information[0]),
        ("dqi_igrace", expected.Information[1]),
        ("dqi_flags", expected.Information[2]),
        ("quota_fmt_out", SchemaFlags.Of(EventType.QuotactlExit, "quota_fmt_out", "QFMT_NOT_USED")),
        ("cmd", SchemaFlags.Of(EventType.QuotactlExit, "cmd", expected.Command)),
        ("type", SchemaFlags.Of(EventType.QuotactlExit, "type", expected.Type)),
        ("id", expected.Id),
        ("quota_fmt", SchemaFlags.Of(EventType.QuotactlExit, "quota_fmt", expected.Format)));

    public void Dispose()
    {
        _directory.Dispose();
        _device.Dispose();
        _type.Dispose();
    }
}
