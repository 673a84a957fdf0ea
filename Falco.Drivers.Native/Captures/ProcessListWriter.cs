using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Writes the entries of process lists, in the order in which <see cref="ProcessListReader"/> reads them.</summary>
internal static class ProcessListWriter
{
    /// <summary>Appends one entry of the newest version.</summary>
    public static void Append(BlockBuffer block, in ThreadEntry thread)
    {
        int start = block.StartEntry();
        AppendIdentity(block, in thread);
        AppendResources(block, in thread);
        AppendNamespaces(block, in thread);
        AppendAppended(block, in thread);
        block.EndEntry(start);
    }

    private static void AppendIdentity(BlockBuffer block, in ThreadEntry thread)
    {
        block.AppendInt64(thread.ThreadId);
        block.AppendInt64(thread.ProcessId);
        block.AppendInt64(thread.ParentId);
        block.AppendInt64(thread.SessionId);
        block.AppendInt64(thread.VirtualProcessGroupId);
        block.AppendText(thread.Comm, CaptureText.MaxPath);
        block.AppendText(thread.Exe, CaptureText.MaxPath);
        block.AppendText(thread.ExePath, CaptureText.MaxPath);
        block.AppendText(thread.Arguments, CaptureText.MaxList);
        block.AppendText(thread.CurrentDirectory, CaptureText.MaxPath);
    }

    private static void AppendResources(BlockBuffer block, in ThreadEntry thread)
    {
        block.AppendInt64(thread.DescriptorLimit);
        block.AppendUInt32(thread.Flags);
        block.AppendUInt32(thread.UserId);
        block.AppendUInt32(thread.GroupId);
        block.AppendUInt32(thread.VirtualMemory);
        block.AppendUInt32(thread.ResidentMemory);
        block.AppendUInt32(thread.SwappedMemory);
        block.AppendUInt64(thread.MajorFaults);
        block.AppendUInt64(thread.MinorFaults);
        block.AppendText(thread.Environment, CaptureText.MaxList);
    }

    private static void AppendNamespaces(BlockBuffer block, in ThreadEntry thread)
    {
        block.AppendInt64(thread.VirtualThreadId);
        block.AppendInt64(thread.VirtualProcessId);
        block.AppendText(thread.ControlGroups, CaptureText.MaxList);
        block.AppendText(thread.Root, CaptureText.MaxPath);
    }

    private static void AppendAppended(BlockBuffer block, in ThreadEntry thread)
    {
        block.AppendUInt64(thread.PidNamespaceStart);
        block.AppendUInt32(thread.Tty);
        block.AppendUInt32(thread.LoginUserId);
        block.AppendBoolean(thread.IsExeWritable);
        block.AppendUInt64(thread.InheritableCapabilities);
        block.AppendUInt64(thread.PermittedCapabilities);
        block.AppendUInt64(thread.EffectiveCapabilities);
        block.AppendBoolean(thread.IsExeUpperLayer);
        block.AppendUInt64(thread.ExeInode);
        block.AppendUInt64(thread.ExeInodeChangeTime);
        block.AppendUInt64(thread.ExeInodeModifyTime);
        block.AppendBoolean(thread.IsExeFromMemfd);
        block.AppendBoolean(thread.IsExeLowerLayer);
        block.AppendInt64(thread.ProcessGroupId);
    }
}
