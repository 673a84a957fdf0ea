using Falco.Core.State;

namespace Falco.Drivers.Native.Procfs;

/// <summary>What the targets of links in <c>/proc/*/fd</c> and <c>/proc/*/ns</c> say where they are not paths.</summary>
internal static class LinkTarget
{
    private static ReadOnlySpan<byte> AnonymousPrefix => "anon_inode:"u8;

    /// <summary>Reads <c>kind:[number]</c>.</summary>
    /// <param name="target">The target.</param>
    /// <param name="prefix">The kind, the colon and the bracket.</param>
    /// <param name="number">The number.</param>
    public static bool TryReadNumber(ReadOnlySpan<byte> target, ReadOnlySpan<byte> prefix, out ulong number)
    {
        number = 0;
        return target.StartsWith(prefix) && target[^1] == (byte)']' && FieldCursor.TryParse(target[prefix.Length..^1], out number);
    }

    /// <summary>Whether the descriptor refers to an object of the kernel that has no file.</summary>
    public static bool IsAnonymous(ReadOnlySpan<byte> target) => target.StartsWith(AnonymousPrefix);

    /// <summary>The kind of such an object.</summary>
    public static DescriptorType TypeOfAnonymous(ReadOnlySpan<byte> target)
    {
        ReadOnlySpan<byte> name = target[AnonymousPrefix.Length..];
        if (name.SequenceEqual("[eventfd]"u8))
            return DescriptorType.Event;
        if (name.SequenceEqual("[eventpoll]"u8))
            return DescriptorType.EventPoll;
        if (name.SequenceEqual("inotify"u8))
            return DescriptorType.Inotify;
        if (name.SequenceEqual("[signalfd]"u8))
            return DescriptorType.SignalFd;
        if (name.SequenceEqual("[timerfd]"u8))
            return DescriptorType.TimerFd;
        if (name.SequenceEqual("[io_uring]"u8))
            return DescriptorType.IoUring;
        if (name.SequenceEqual("[userfaultfd]"u8))
            return DescriptorType.UserFaultFd;
        if (name.SequenceEqual("[pidfd]"u8))
            return DescriptorType.PidFd;

        // Maps, programs, links and iterators; the kernel writes some with a hyphen, others with an underscore.
        return name.StartsWith("bpf-"u8) || name.StartsWith("bpf_"u8) ? DescriptorType.Bpf : DescriptorType.Unsupported;
    }
}
