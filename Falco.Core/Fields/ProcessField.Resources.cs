using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>Times, memory, descriptors and counts.</summary>
internal sealed partial class ProcessField
{
    private bool ReadResource(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        HostState host = view.Host;
        ThreadRecord? main = host.MainThreadOf(thread);
        switch (_id)
        {
            case FieldId.ProcPpidTs:
                return host.FindThread(thread.ParentId) is { } parent && FieldValue.Of(parent.CloneTime, ref value);
            case FieldId.ProcPpidDuration:
                return ParentDuration(in view, thread, ref value);
            case FieldId.ProcFdopencount:
                return FieldValue.Of((ulong)(main?.OwnDescriptors.Count ?? 0), ref value);
            case FieldId.ProcFdlimit:
                return FieldValue.Of(main?.DescriptorLimit ?? 0, ref value);
            case FieldId.ProcFdusage:
                double usage = main is { DescriptorLimit: > 0 } ? Math.Min(100, main.OwnDescriptors.Count * 100.0 / main.DescriptorLimit) : 0;
                return FieldValue.Of(BitConverter.DoubleToUInt64Bits(usage), ref value);
            case FieldId.ProcVmsize:
                return FieldValue.Of((ulong)thread.VirtualMemory, ref value);
            case FieldId.ProcVmrss:
                return FieldValue.Of((ulong)thread.ResidentMemory, ref value);
            case FieldId.ProcVmswap:
                return FieldValue.Of((ulong)thread.SwappedMemory, ref value);
            case FieldId.ThreadPfmajor:
                return FieldValue.Of(thread.MajorFaults, ref value);
            case FieldId.ThreadPfminor:
                return FieldValue.Of(thread.MinorFaults, ref value);
            case FieldId.ThreadVmsize:
                return FieldValue.Of(thread.IsMainThread ? (ulong)thread.VirtualMemory : 0, ref value);
            case FieldId.ThreadVmrss:
                return FieldValue.Of(thread.IsMainThread ? (ulong)thread.ResidentMemory : 0, ref value);
            case FieldId.ThreadVmsizeB:
                return FieldValue.Of(thread.IsMainThread ? (ulong)thread.VirtualMemory * 1024 : 0, ref value);
            case FieldId.ThreadVmrssB:
                return FieldValue.Of(thread.IsMainThread ? (ulong)thread.ResidentMemory * 1024 : 0, ref value);
            case FieldId.ProcNthreads:
                return FieldValue.Of((ulong)(thread.Group?.AliveCount ?? 0), ref value);
            case FieldId.ProcNchilds:
                int others = (thread.Group?.AliveCount ?? 0) - (main is { IsDead: false } ? 1 : 0);
                return FieldValue.Of((ulong)Math.Max(0, others), ref value);
            case FieldId.ThreadTotexectime:
                return FieldValue.Of(thread.TotalScheduledTime, ref value);
            case FieldId.ThreadCpu or FieldId.ThreadCpuUser or FieldId.ThreadCpuSystem:
                return ProcessorUse(in view, thread, ref value);
            case FieldId.ProcStdinType or FieldId.ProcStdinName:
                return Standard(in view, thread, 0, _id == FieldId.ProcStdinName, ref value);
            case FieldId.ProcStdoutType or FieldId.ProcStdoutName:
                return Standard(in view, thread, 1, _id == FieldId.ProcStdoutName, ref value);
            case FieldId.ProcStderrType or FieldId.ProcStderrName:
                return Standard(in view, thread, 2, _id == FieldId.ProcStderrName, ref value);
            default:
                return false;
        }
    }

    // Where the parent's start is not known the reference returns the count of open descriptors, and recordings hold it.
    private static bool ParentDuration(in HostEvent view, ThreadRecord thread, ref FieldValue value)
    {
        if (Process(in view, thread, 1) is not { } parent)
            return false;
        return parent.CloneTime != 0
            ? FieldValue.Of(view.Event.Timestamp - parent.CloneTime, ref value)
            : FieldValue.Of((ulong)(view.Host.MainThreadOf(thread)?.OwnDescriptors.Count ?? 0), ref value);
    }

    /// <summary>What the thread has used since the record before this one, if this is such a record.</summary>
    private bool ProcessorUse(in HostEvent view, ThreadRecord thread, ref FieldValue value)
    {
        if (view.Event.Type != EventType.ProcinfoEnter)
            return false;
        ulong use = _id switch
        {
            FieldId.ThreadCpuUser => thread.ProcessorTime.UserUse,
            FieldId.ThreadCpuSystem => thread.ProcessorTime.SystemUse,
            _ => thread.ProcessorTime.UserUse + thread.ProcessorTime.SystemUse,
        };
        return FieldValue.Of(BitConverter.DoubleToUInt64Bits(Math.Min(use, 100)), ref value);
    }

    private static bool Standard(in HostEvent view, ThreadRecord thread, long number, bool isName, ref FieldValue value) =>
        view.Host.DescriptorsOf(thread)?.Find(number) is { } descriptor
        && FieldValue.Of(isName ? descriptor.Name : DescriptorTypeName.Of(descriptor.Type), ref value);
}
