using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The name of an event's category; reading and writing are named after what is read or written.</summary>
internal static class CategoryName
{
    public static ReadOnlySpan<byte> Of(scoped in HostEvent view) => (view.Event.Info.Category & EventCategory.TopicMask) switch
    {
        EventCategory.Other => "other"u8,
        EventCategory.File => "file"u8,
        EventCategory.Network => "net"u8,
        EventCategory.Ipc => "IPC"u8,
        EventCategory.Memory => "memory"u8,
        EventCategory.Process => "process"u8,
        EventCategory.Sleep => "sleep"u8,
        EventCategory.System => "system"u8,
        EventCategory.Signal => "signal"u8,
        EventCategory.User => "user"u8,
        EventCategory.Time => "time"u8,
        EventCategory.Processing => "processing"u8,
        EventCategory.IoRead or EventCategory.IoWrite or EventCategory.IoOther => OfDescriptor(view.Descriptor),
        EventCategory.Wait => "wait"u8,
        EventCategory.Scheduler => "scheduler"u8,
        EventCategory.Internal => "internal"u8,
        _ => "unknown"u8,
    };

    private static ReadOnlySpan<byte> OfDescriptor(DescriptorRecord? descriptor) => descriptor?.Type switch
    {
        DescriptorType.File or DescriptorType.FileV2 or DescriptorType.Directory => "file"u8,
        DescriptorType.IPv4Socket or DescriptorType.IPv4ServerSocket or DescriptorType.IPv6Socket or DescriptorType.IPv6ServerSocket => "net"u8,
        DescriptorType.Fifo or DescriptorType.UnixSocket or DescriptorType.Event or DescriptorType.SignalFd or DescriptorType.Inotify
            or DescriptorType.UserFaultFd => "ipc"u8,
        _ => "unknown"u8,
    };
}
