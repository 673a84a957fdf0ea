using System.Globalization;
using Falco.Core.State;

namespace Falco.Testing.Support.Procfs;

/// <summary>A descriptor as /proc shows it.</summary>
/// <param name="Number">The number.</param>
/// <param name="Target">The target of its link.</param>
/// <param name="Inode">The inode; 0 if the kernel does not tell.</param>
public sealed record ProcDescriptor(long Number, string Target, ulong Inode)
{
    private static readonly Dictionary<string, DescriptorType> Anonymous = new()
    {
        ["anon_inode:[eventfd]"] = DescriptorType.Event,
        ["anon_inode:[eventpoll]"] = DescriptorType.EventPoll,
        ["anon_inode:inotify"] = DescriptorType.Inotify,
        ["anon_inode:[signalfd]"] = DescriptorType.SignalFd,
        ["anon_inode:[timerfd]"] = DescriptorType.TimerFd,
        ["anon_inode:[io_uring]"] = DescriptorType.IoUring,
        ["anon_inode:[userfaultfd]"] = DescriptorType.UserFaultFd,
        ["anon_inode:[pidfd]"] = DescriptorType.PidFd,
    };

    /// <summary>The descriptors of a process; <see langword="null"/> if it is gone or they may not be read.</summary>
    public static List<ProcDescriptor>? ReadAll(long processId)
    {
        if (ProcText.Names($"/proc/{processId}/fd") is not { } names)
            return null;
        List<ProcDescriptor> descriptors = [];
        foreach (string name in names)
        {
            string target = ProcText.LinkTarget($"/proc/{processId}/fd/{name}");
            if (target.Length == 0 || !long.TryParse(name, CultureInfo.InvariantCulture, out long number))
                continue;
            string info = ProcText.Read($"/proc/{processId}/fdinfo/{name}") ?? "";
            _ = ulong.TryParse(ProcText.Field(info, "ino"), CultureInfo.InvariantCulture, out ulong inode);
            descriptors.Add(new ProcDescriptor(number, target, inode));
        }

        return descriptors;
    }

    /// <summary>Whether a record may be of this descriptor by its type.</summary>
    public bool Allows(DescriptorType type)
    {
        if (Target.StartsWith("pipe:", StringComparison.Ordinal))
            return type == DescriptorType.Fifo;
        if (Target.StartsWith("socket:", StringComparison.Ordinal))
        {
            return type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket or DescriptorType.IPv4ServerSocket
                or DescriptorType.IPv6ServerSocket or DescriptorType.UnixSocket or DescriptorType.Netlink or DescriptorType.Unknown;
        }

        if (Target.StartsWith("/memfd:", StringComparison.Ordinal))
            return type == DescriptorType.MemFd;
        if (Target.StartsWith("anon_inode:bpf", StringComparison.Ordinal))
            return type == DescriptorType.Bpf;
        if (Target.StartsWith("anon_inode:", StringComparison.Ordinal))
            return Anonymous.TryGetValue(Target, out DescriptorType known) ? type == known : type is DescriptorType.Unsupported or DescriptorType.Unknown;

        // What is opened by its path is a file when an event tells of it, whatever it turns out to be.
        return type is DescriptorType.FileV2 or DescriptorType.Directory or DescriptorType.Fifo or DescriptorType.Unsupported;
    }
}
