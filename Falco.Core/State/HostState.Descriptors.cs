using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.State;

public sealed partial class HostState
{
    /// <summary>Open flag of the schema: the descriptor is closed by an exec.</summary>
    private const uint CloseOnExecFlag = 0x1000;

    /// <summary>A fresh record in the thread's table, which becomes the descriptor of the event.</summary>
    private DescriptorRecord? AddDescriptor(ThreadRecord thread, long number, DescriptorType type)
    {
        if (DescriptorsOf(thread) is not { } table)
            return null;
        DescriptorRecord? record = table.Add(number, _descriptorPool);
        thread.LastEventDescriptor = number;
        _descriptor = record;
        if (record is null)
        {
            DroppedDescriptors++;
            return null;
        }

        record.Type = type;
        Touch(record);
        if (number <= 2)
            Touch(thread);
        return record;
    }

    private void CloneDescriptors(ThreadRecord parent, ThreadRecord child)
    {
        if (DescriptorsOf(parent) is not { } table)
            return;
        foreach (DescriptorRecord origin in table)
        {
            if (child.OwnDescriptors.Add(origin.Number, _descriptorPool) is not { } copy)
                return;
            copy.CopyFrom(origin);
            copy.Flags |= DescriptorFlags.Cloned;
            Touch(copy);
        }
    }

    private void CloseOnExec(ThreadRecord thread)
    {
        if (DescriptorsOf(thread) is not { } table)
            return;

        // A table must not change while it is walked over.
        Span<long> closing = stackalloc long[256];
        int count;
        do
        {
            count = 0;
            foreach (DescriptorRecord record in table)
            {
                if ((record.OpenFlags & CloseOnExecFlag) != 0 && count < closing.Length)
                    closing[count++] = record.Number;
            }

            foreach (long number in closing[..count])
                table.Remove(number);
        }
        while (count == closing.Length);
    }

    private void ImportDescriptor(ThreadRecord thread, in DescriptorEntry entry)
    {
        if (thread.OwnDescriptors.Add(entry.Number, _descriptorPool) is not { } record)
        {
            DroppedDescriptors++;
            return;
        }

        record.Type = entry.Type;
        record.Flags = DescriptorFlags.FromTable;
        record.Inode = entry.Inode;
        record.Device = entry.Device;
        record.OpenFlags = entry.OpenFlags;
        record.Protocol = entry.Protocol;
        record.SourcePort = entry.SourcePort;
        record.DestinationPort = entry.DestinationPort;
        record.UnixSource = entry.UnixSource;
        record.UnixDestination = entry.UnixDestination;
        entry.SourceAddress.CopyTo(record.Addresses.Source);
        entry.DestinationAddress.CopyTo(record.Addresses.Destination);
        switch (entry.Type)
        {
            case DescriptorType.IPv4Socket or DescriptorType.IPv6Socket:
                if (entry.Type == DescriptorType.IPv4Socket)
                    InferSource(record);
                NameConnection(record);
                break;
            case DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket:
                Span<byte> text = stackalloc byte[SocketText.MaxEndpointLength];
                record.NameBuffer.Set(text[..SocketText.WriteEndpoint(record.SourceAddress, record.SourcePort, text)]);
                break;
            default:
                record.NameBuffer.Set(entry.Name);
                record.RawNameBuffer.Set(entry.Name);
                break;
        }

        Touch(record);
    }

    private void ParseClose(in Event view, ThreadRecord thread)
    {
        if (!Succeeded(in view) || _descriptor is null)
            return;
        _closedInThread = thread.ThreadId;
        _closedDescriptor = thread.LastEventDescriptor;
    }

    private void ParseCloseRange(in Event view, ThreadRecord thread)
    {
        const uint MarkOnly = 4;
        if (!Succeeded(in view) || DescriptorsOf(thread) is not { } table)
            return;
        long first = view.GetUInt32(1);
        long last = Math.Min(view.GetUInt32(2), first + 0xFFFF);
        bool marks = (view.GetUInt32(3) & MarkOnly) != 0;
        for (long number = first; number <= last; number++)
        {
            if (table.Find(number) is not { } record)
                continue;
            if (marks)
                record.OpenFlags |= CloseOnExecFlag;
            else
                table.Remove(number);
        }
    }

    private void ParseDup(in Event view, EventType type, ThreadRecord thread)
    {
        if (!Succeeded(in view))
            return;
        long number = view.GetInt64(0);
        thread.Flags |= number == 0 ? ThreadFlags.PipeDestination : number == 1 ? ThreadFlags.PipeSource : ThreadFlags.None;
        Duplicate(thread, number, type == EventType.Dup3Exit && (view.GetUInt32(3) & CloseOnExecFlag) != 0);
    }

    private void ParseFcntl(in Event view, ThreadRecord thread)
    {
        const uint Duplicates = 1, DuplicatesCloseOnExec = 0x1A, SetsFlags = 3;
        if (!Succeeded(in view))
            return;
        switch (view.GetUInt32(2))
        {
            case Duplicates:
                Duplicate(thread, view.GetInt64(0), closeOnExec: false);
                break;
            case DuplicatesCloseOnExec:
                Duplicate(thread, view.GetInt64(0), closeOnExec: true);
                break;
            case SetsFlags when _descriptor is { } record:
                record.OpenFlags = (view.GetUInt64(3) & 1) != 0 ? record.OpenFlags | CloseOnExecFlag : record.OpenFlags & ~CloseOnExecFlag;
                Touch(record);
                break;
        }
    }

    private void Duplicate(ThreadRecord thread, long number, bool closeOnExec)
    {
        DescriptorRecord? origin = _descriptor;
        if (origin is null || origin.Number == number)
            return;
        if (AddDescriptor(thread, number, origin.Type) is not { } copy)
            return;
        copy.CopyFrom(origin);
        copy.Flags |= DescriptorFlags.Cloned;
        copy.OpenFlags = closeOnExec ? copy.OpenFlags | CloseOnExecFlag : copy.OpenFlags & ~CloseOnExecFlag;
    }

    private void ParsePipe(in Event view, EventType type, ThreadRecord thread)
    {
        if (!Succeeded(in view))
            return;
        uint flags = type == EventType.Pipe2Exit ? view.GetUInt32(4) : 0;
        for (int parameter = 1; parameter <= 2; parameter++)
        {
            if (AddDescriptor(thread, view.GetInt64(parameter, absent: -1), DescriptorType.Fifo) is not { } end)
                return;
            end.Inode = view.GetUInt64(3);
            end.OpenFlags = flags;
        }
    }

    private void ParseAnonymous(in Event view, EventType type, ThreadRecord thread)
    {
        if (!Succeeded(in view))
            return;
        (DescriptorType kind, int flagsParameter) = type switch
        {
            EventType.EventfdExit => (DescriptorType.Event, 2),
            EventType.Eventfd2Exit => (DescriptorType.Event, 1),
            EventType.SignalfdExit => (DescriptorType.SignalFd, -1),
            EventType.Signalfd4Exit => (DescriptorType.SignalFd, 1),
            EventType.TimerfdCreateExit => (DescriptorType.TimerFd, 2),
            EventType.InotifyInitExit => (DescriptorType.Inotify, -1),
            EventType.InotifyInit1Exit => (DescriptorType.Inotify, 1),
            EventType.EpollCreateExit => (DescriptorType.EventPoll, -1),
            EventType.EpollCreate1Exit => (DescriptorType.EventPoll, 1),
            EventType.UserfaultfdExit => (DescriptorType.UserFaultFd, 1),
            EventType.IoUringSetupExit => (DescriptorType.IoUring, -1),
            _ => (DescriptorType.Bpf, -1),
        };
        if (AddDescriptor(thread, view.GetInt64(0), kind) is not { } record || flagsParameter < 0)
            return;

        // epoll_create1 has a flag table of one entry, whose value is the first bit.
        record.OpenFlags = type == EventType.EpollCreate1Exit
            ? (view.GetUInt32(flagsParameter) & 1) * CloseOnExecFlag
            : view.GetUInt32(flagsParameter);
    }

    private void ParseMemfd(in Event view, ThreadRecord thread)
    {
        const uint MemfdCloseOnExec = 1;
        long number = view.GetInt64(0, absent: -1);
        if (AddDescriptor(thread, number, DescriptorType.MemFd) is not { } record)
            return;
        record.NameBuffer.Set(view.GetText(1));
        if ((view.GetUInt32(2) & MemfdCloseOnExec) != 0)
            record.OpenFlags |= CloseOnExecFlag;
    }

    private void ParsePidfdOpen(in Event view, ThreadRecord thread)
    {
        if (!Succeeded(in view) || AddDescriptor(thread, view.GetInt64(0), DescriptorType.PidFd) is not { } record)
            return;
        record.ProcessId = view.GetInt64(1);
        Span<byte> name = record.NameBuffer.Prepare(6 + 20);
        "/proc/"u8.CopyTo(name);
        System.Buffers.Text.Utf8Formatter.TryFormat(record.ProcessId, name[6..], out int digits);
        record.NameBuffer.Truncate(6 + digits);

        // The kernel always sets it.
        record.OpenFlags |= CloseOnExecFlag;
    }

    private void ParsePidfdGetfd(in Event view, ThreadRecord thread)
    {
        if (!Succeeded(in view) || DescriptorsOf(thread) is not { } table
            || table.Find(view.GetInt64(1)) is not { Type: DescriptorType.PidFd } pidfd
            || _threads.Find(pidfd.ProcessId) is not { } target
            || DescriptorsOf(target)?.Find(view.GetInt64(2)) is not { } origin)
        {
            return;
        }

        if (AddDescriptor(thread, view.GetInt64(0), origin.Type) is not { } copy)
            return;
        copy.CopyFrom(origin);
        copy.OpenFlags |= CloseOnExecFlag;
    }
}
