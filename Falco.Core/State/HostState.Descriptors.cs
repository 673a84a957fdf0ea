using System.Buffers.Text;
using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const uint FcntlDuplicate = 0x1;
    private const uint FcntlSetFlags = 0x3;
    private const uint FcntlDuplicateCloseOnExec = 0x1a;
    private const uint CloseRangeCloseOnExec = 0x4;

    private readonly RecordPool<DescriptorRecord> _descriptorPool;

    private readonly List<long> _doomed = [];

    private DescriptorRecord RentDescriptor(DescriptorType type)
    {
        DescriptorRecord descriptor = _descriptorPool.Rent();
        descriptor.Reset();
        descriptor.Type = type;
        return descriptor;
    }

    private void Release(DescriptorRecord descriptor)
    {
        _descriptorPool.Return(descriptor);
        _hasPending = true;
    }

    /// <summary>Opens a descriptor in the table that a thread uses; the event then works on it.</summary>
    private void AddDescriptor(ThreadRecord thread, long number, DescriptorRecord descriptor)
    {
        _descriptor = null;
        if (DescriptorsOf(thread) is not { } table)
        {
            Release(descriptor);
            return;
        }

        thread.LastDescriptor = number;
        if (TryPut(table, number, descriptor))
            _descriptor = descriptor;
    }

    private bool TryPut(DescriptorTable table, long number, DescriptorRecord descriptor)
    {
        descriptor.Number = number;
        if (!table.TryAdd(descriptor, out DescriptorRecord? replaced))
        {
            Statistics.DroppedDescriptors++;
            Release(descriptor);
            return false;
        }

        if (replaced is null)
            Statistics.AddedDescriptors++;
        else
            Release(replaced);
        Touch(descriptor);
        return true;
    }

    private DescriptorRecord CopyOf(DescriptorRecord other)
    {
        DescriptorRecord copy = RentDescriptor(other.Type);
        copy.CopyFrom(other);
        return copy;
    }

    private void MarkRenamed(DescriptorRecord descriptor)
    {
        descriptor.IsNameChanged = true;
        _renamed = descriptor;
    }

    private void Rename(DescriptorRecord descriptor, ReadOnlySpan<byte> name)
    {
        Touch(descriptor);
        if (descriptor.Name.SequenceEqual(name))
            return;
        descriptor.SetName(name);
        MarkRenamed(descriptor);
    }

    private void Close(in Event view)
    {
        if (_thread is not { } thread || _descriptor is null || !Succeeded(in view))
            return;
        _pendingCloseThread = thread.ThreadId;
        _pendingCloseNumber = thread.LastDescriptor;
        _hasPendingClose = _hasPending = true;
    }

    private void CloseRange(in Event view)
    {
        if (_thread is not { } thread || !Succeeded(in view) || DescriptorsOf(thread) is not { } table)
            return;
        uint first = view.GetUInt32(1);
        uint last = view.GetUInt32(2);
        bool marksOnly = (view.GetUInt32(3) & CloseRangeCloseOnExec) != 0;
        if (!marksOnly)
        {
            RemoveWhere(table, static (descriptor, range) => (ulong)descriptor.Number >= range.First && (ulong)descriptor.Number <= range.Last,
                (First: first, Last: last));
            return;
        }

        foreach (DescriptorRecord descriptor in table)
        {
            if ((ulong)descriptor.Number >= first && (ulong)descriptor.Number <= last)
                descriptor.OpenFlags |= OpenFlag.CloseOnExec;
        }
    }

    private void RemoveWhere<T>(DescriptorTable table, Func<DescriptorRecord, T, bool> condition, T argument)
    {
        // The table must not change while it is walked over.
        _doomed.Clear();
        foreach (DescriptorRecord descriptor in table)
        {
            if (condition(descriptor, argument))
                _doomed.Add(descriptor.Number);
        }

        foreach (long number in _doomed)
            RemoveDescriptor(table, number);
    }

    private void RemoveDescriptor(DescriptorTable table, long number)
    {
        if (table.Remove(number) is not { } removed)
            return;
        Statistics.RemovedDescriptors++;
        Release(removed);
    }

    private void Duplicate(in Event view, EventType type)
    {
        long result = view.GetInt64(0);
        if (_thread is not { } thread || result < 0 || _descriptor is not { } source)
            return;

        // A shell connects the commands of a pipe by dup.
        if (result == 0)
            thread.Flags |= ThreadFlags.PipeDestination;
        if (result == 1)
            thread.Flags |= ThreadFlags.PipeSource;
        bool closesOnExec = type == EventType.Dup3Exit && (view.GetUInt32(3) & OpenFlag.CloseOnExec) != 0;
        AddCopy(thread, result, source, closesOnExec);
    }

    private void AddCopy(ThreadRecord thread, long number, DescriptorRecord source, bool closesOnExec)
    {
        DescriptorRecord copy = CopyOf(source);
        copy.ClearCloseOnExec();
        if (closesOnExec)
            copy.OpenFlags |= OpenFlag.CloseOnExec;
        AddDescriptor(thread, number, copy);
    }

    private void Fcntl(in Event view)
    {
        uint command = view.GetUInt32(2);
        if (command is not (FcntlDuplicate or FcntlSetFlags or FcntlDuplicateCloseOnExec))
            return;
        long result = view.GetInt64(0);
        if (_thread is not { } thread || result < 0 || _descriptor is not { } descriptor)
            return;
        if (command != FcntlSetFlags)
        {
            AddCopy(thread, result, descriptor, command == FcntlDuplicateCloseOnExec);
            return;
        }

        descriptor.ClearCloseOnExec();
        if ((view.GetUInt64(3) & 1) != 0)
            descriptor.OpenFlags |= OpenFlag.CloseOnExec;
        Touch(descriptor);
    }

    private void Pipe(in Event view, EventType type)
    {
        if (_thread is not { } thread || !Succeeded(in view))
            return;
        uint flags = type == EventType.Pipe2Exit ? view.GetUInt32(4) : 0;
        for (int end = 1; end <= 2; end++)
        {
            DescriptorRecord descriptor = RentDescriptor(DescriptorType.Fifo);
            descriptor.Inode = view.GetUInt64(3);
            descriptor.OpenFlags = flags;
            AddDescriptor(thread, view.GetInt64(end), descriptor);
        }
    }

    private void NewDescriptor(in Event view, EventType type)
    {
        long number = view.GetInt64(0);
        if (_thread is not { } thread || number < 0)
            return;
        DescriptorRecord descriptor = RentDescriptor(type switch
        {
            EventType.EventfdExit or EventType.Eventfd2Exit => DescriptorType.Event,
            EventType.SignalfdExit or EventType.Signalfd4Exit => DescriptorType.SignalFd,
            EventType.TimerfdCreateExit => DescriptorType.TimerFd,
            EventType.InotifyInitExit or EventType.InotifyInit1Exit => DescriptorType.Inotify,
            EventType.Bpf_2Exit => DescriptorType.Bpf,
            EventType.UserfaultfdExit => DescriptorType.UserFaultFd,
            EventType.IoUringSetupExit => DescriptorType.IoUring,
            _ => DescriptorType.EventPoll,
        });
        descriptor.OpenFlags = type switch
        {
            EventType.Eventfd2Exit or EventType.InotifyInit1Exit or EventType.Signalfd4Exit => view.GetUInt32(1),
            EventType.TimerfdCreateExit => view.GetUInt32(2),
            EventType.EpollCreate1Exit when (view.GetUInt32(1) & OpenFlag.EpollCloseOnExec) != 0 => OpenFlag.CloseOnExec,
            _ => 0,
        };
        AddDescriptor(thread, number, descriptor);
    }

    private void MemFd(in Event view)
    {
        if (_thread is not { } thread)
            return;
        long number = view.GetInt64(0);
        DescriptorRecord descriptor = RentDescriptor(DescriptorType.Uninitialized);
        if (number >= 0)
        {
            descriptor.Type = DescriptorType.MemFd;
            descriptor.OpenFlags = view.GetUInt32(2);
            Rename(descriptor, view.GetText(1));
        }

        AddDescriptor(thread, number, descriptor);
    }

    private void PidFdOpen(in Event view)
    {
        long number = view.GetInt64(0);
        if (_thread is not { } thread || number < 0)
            return;
        DescriptorRecord descriptor = RentDescriptor(DescriptorType.PidFd);
        descriptor.Socket.ProcessId = view.GetInt64(1);
        descriptor.OpenFlags = view.GetUInt32(2);
        Span<byte> name = stackalloc byte[32];
        "/proc/"u8.CopyTo(name);
        Utf8Formatter.TryFormat(descriptor.ProcessId, name[6..], out int digits);
        Rename(descriptor, name[..(6 + digits)]);
        AddDescriptor(thread, number, descriptor);
    }

    private void PidFdGetFd(in Event view)
    {
        if (_thread is not { } thread
            || DescriptorsOf(thread)?.Find(view.GetInt64(1)) is not { Type: DescriptorType.PidFd } pidfd
            || _threads.Find(pidfd.ProcessId) is not { } target
            || DescriptorsOf(target)?.Find(view.GetInt64(2)) is not { } wanted)
        {
            return;
        }

        AddCopy(thread, view.GetInt64(0), wanted, closesOnExec: true);
    }
}
