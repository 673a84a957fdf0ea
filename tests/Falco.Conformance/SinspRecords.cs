using System.Net;
using System.Text;
using System.Text.Json;
using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>Writes records of the picture of the host as the recordings hold them, so that both can be compared key by key.</summary>
internal static class SinspRecords
{
    /// <summary>What is recorded of a thread when its test ended.</summary>
    public static Dictionary<string, string> Describe(HostState host, ThreadRecord thread)
    {
        ThreadRecord? main = host.MainThreadOf(thread);
        Dictionary<string, string> row = new()
        {
            ["tid"] = $"{thread.ThreadId}",
            ["pid"] = $"{thread.ProcessId}",
            ["ptid"] = $"{thread.ParentId}",
            ["reaper_tid"] = $"{thread.ReaperId}",
            ["sid"] = $"{thread.SessionId}",
            ["vpgid"] = $"{thread.VirtualProcessGroupId}",
            ["pgid"] = $"{thread.ProcessGroupId}",
            ["vtid"] = $"{thread.VirtualThreadId}",
            ["vpid"] = $"{thread.VirtualProcessId}",
            ["comm"] = Text(thread.Comm),
            ["exe"] = Text(thread.Exe),
            ["exepath"] = Text(thread.ExePath),
            ["args"] = Strings(thread.Arguments),
            ["env"] = Strings(thread.Environment),
            ["cwd"] = main is null ? "./" : Text(main.CurrentDirectory),
            ["cgroups"] = Strings(thread.ControlGroups),
            ["root"] = Text(thread.Root),
            ["flags"] = $"{(uint)thread.Flags}",
            ["fdlimit"] = $"{thread.DescriptorLimit}",
            ["uid"] = $"{thread.UserId}",
            ["gid"] = $"{thread.GroupId}",
            ["loginuid"] = $"{thread.LoginUserId}",
            ["tty"] = $"{thread.Tty}",
            ["exe_writable"] = $"{thread.IsExeWritable}",
            ["exe_upper_layer"] = $"{thread.IsExeUpperLayer}",
            ["exe_lower_layer"] = $"{thread.IsExeLowerLayer}",
            ["exe_from_memfd"] = $"{thread.IsExeFromMemfd}",
            ["cap_permitted"] = $"{thread.PermittedCapabilities}",
            ["cap_effective"] = $"{thread.EffectiveCapabilities}",
            ["cap_inheritable"] = $"{thread.InheritableCapabilities}",
            ["exe_ino"] = $"{thread.ExeInode}",
            ["exe_ino_ctime"] = $"{thread.ExeInodeChangeTime}",
            ["exe_ino_mtime"] = $"{thread.ExeInodeModifyTime}",
            ["clone_ts"] = $"{thread.CloneTime}",
            ["nchilds"] = $"{thread.ChildCount}",
            ["invalid"] = $"{thread.IsInvalid}",
            ["dead"] = $"{thread.IsDead}",
        };
        if (thread.Group is { } group)
        {
            row["tgroup.pid"] = $"{group.ProcessId}";
            row["tgroup.alive"] = $"{group.AliveCount}";
            row["tgroup.reaper"] = $"{group.IsReaper}";
            row["tgroup.tids"] = string.Join(',', group.Members.Select(member => member.ThreadId));
        }

        foreach (DescriptorRecord descriptor in thread.OwnDescriptors)
        {
            foreach ((string key, string value) in Describe(descriptor))
                row[$"fds[{descriptor.Number}].{key}"] = value;
        }

        return row;
    }

    /// <summary>What is recorded of a descriptor; what is zero or empty is not recorded.</summary>
    public static Dictionary<string, string> Describe(DescriptorRecord descriptor)
    {
        Dictionary<string, string> row = new()
        {
            ["fd"] = $"{descriptor.Number}",
            ["type"] = TypeName(descriptor.Type),
            ["name"] = Text(descriptor.Name),
        };
        AddUnless("0", "openflags", $"{descriptor.OpenFlags}");
        AddUnless("0", "flags", $"{(uint)descriptor.Flags}");
        AddUnless("0", "ino", $"{descriptor.Inode}");
        AddUnless("0", "mount_id", $"{descriptor.MountId}");
        AddUnless("0", "dev", $"{descriptor.Device}");
        AddUnless("0", "pid", $"{descriptor.ProcessId}");
        AddUnless("", "name_raw", Text(descriptor.RawName));
        if (descriptor.SourceAddress.IsEmpty)
            return row;
        bool isServer = descriptor.DestinationAddress.IsEmpty;
        row[isServer ? "ip" : "sip"] = $"{new IPAddress(descriptor.SourceAddress)}";
        row[isServer ? "port" : "sport"] = $"{descriptor.SourcePort}";
        row["l4proto"] = $"{(byte)descriptor.Protocol}";
        if (!isServer)
        {
            row["dip"] = $"{new IPAddress(descriptor.DestinationAddress)}";
            row["dport"] = $"{descriptor.DestinationPort}";
        }

        return row;

        void AddUnless(string absent, string key, string value)
        {
            if (value != absent)
                row[key] = value;
        }
    }

    /// <summary>The same keys out of a recording.</summary>
    public static Dictionary<string, string> Read(JsonElement recorded)
    {
        Dictionary<string, string> row = [];
        Flatten(row, "", recorded);
        return row;
    }

    private static void Flatten(Dictionary<string, string> row, string prefix, JsonElement recorded)
    {
        foreach (JsonProperty property in recorded.EnumerateObject())
        {
            string key = prefix + property.Name;
            JsonElement value = property.Value;
            if (key.EndsWith("_hex", StringComparison.Ordinal))
                row[key[..^4]] = Text(Convert.FromHexString(value.GetString()!));
            else if (value.ValueKind == JsonValueKind.Object)
                Flatten(row, $"{key}.", value);
            else if (property.Name == "fds")
                FlattenDescriptors(row, value);
            else if (value.ValueKind == JsonValueKind.Array)
                row[key] = string.Join(',', value.EnumerateArray().Select(Scalar));
            else
                row[key] = Scalar(value);
        }
    }

    private static void FlattenDescriptors(Dictionary<string, string> row, JsonElement descriptors)
    {
        foreach (JsonElement descriptor in descriptors.EnumerateArray())
            Flatten(row, $"fds[{descriptor.GetProperty("fd")}].", descriptor);
    }

    private static string Scalar(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ToString();

    // Bytes that are not UTF-8 stay visible.
    private static string Text(ReadOnlySpan<byte> text) =>
        System.Text.Unicode.Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : Convert.ToHexString(text);

    private static string Strings(ReadOnlySpan<byte> strings) =>
        strings.IsEmpty ? "" : Text(strings[..^1]).Replace('\0', ',');

    private static string TypeName(DescriptorType type) => type switch
    {
        DescriptorType.Uninitialized => "UNINITIALIZED",
        DescriptorType.Unknown => "UNKNOWN",
        DescriptorType.File => "FILE",
        DescriptorType.Directory => "DIRECTORY",
        DescriptorType.IPv4Socket => "IPV4_SOCK",
        DescriptorType.IPv6Socket => "IPV6_SOCK",
        DescriptorType.IPv4ServerSocket => "IPV4_SERVSOCK",
        DescriptorType.IPv6ServerSocket => "IPV6_SERVSOCK",
        DescriptorType.Fifo => "FIFO",
        DescriptorType.UnixSocket => "UNIX_SOCK",
        DescriptorType.Event => "EVENT",
        DescriptorType.Unsupported => "UNSUPPORTED",
        DescriptorType.SignalFd => "SIGNALFD",
        DescriptorType.EventPoll => "EVENTPOLL",
        DescriptorType.Inotify => "INOTIFY",
        DescriptorType.TimerFd => "TIMERFD",
        DescriptorType.Netlink => "NETLINK",
        DescriptorType.FileV2 => "FILE_V2",
        DescriptorType.Bpf => "BPF",
        DescriptorType.UserFaultFd => "USERFAULTFD",
        DescriptorType.IoUring => "IOURING",
        DescriptorType.MemFd => "MEMFD",
        DescriptorType.PidFd => "PIDFD",
        _ => $"{type}",
    };
}
