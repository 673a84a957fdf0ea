using System.Text;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Tests.Procfs;

/// <summary>Keeps what a scan delivers.</summary>
internal sealed class TableRecorder : IHostTableObserver
{
    public List<string> Calls { get; } = [];

    public Dictionary<long, RecordedThread> Threads { get; } = [];

    public Dictionary<(long Thread, long Number), RecordedDescriptor> Descriptors { get; } = [];

    public IThreadProvider? Provider { get; private set; }

    public ProcScanStatistics? Statistics { get; set; }

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Replace('\0', '|');

    public void OnSectionStarted() => Calls.Add("section");

    public void OnThreadProvider(IThreadProvider provider) => Provider = provider;

    public void OnMachine(in MachineEntry machine) => Calls.Add(
        $"machine cpus={machine.CpuCount} memory={machine.MemorySize} pids={machine.MaxProcessId} host={Text(machine.HostName)} boot={machine.BootTime} kernel={Text(machine.KernelRelease)}");

    public void OnInterface(in InterfaceEntry entry) => Calls.Add(
        $"interface {Text(entry.Name)} {Convert.ToHexStringLower(entry.Address)} {Convert.ToHexStringLower(entry.Mask)} {Convert.ToHexStringLower(entry.Broadcast)}");

    public void OnUser(in UserEntry user) =>
        Calls.Add($"user {user.UserId} {user.GroupId} {Text(user.Name)} {Text(user.HomeDirectory)} {Text(user.Shell)}");

    public void OnGroup(in GroupEntry group) => Calls.Add($"group {group.GroupId} {Text(group.Name)}");

    public void OnThread(in ThreadEntry thread)
    {
        Calls.Add($"thread {thread.ThreadId}");
        Threads.Add(thread.ThreadId, new RecordedThread(in thread));
    }

    public void OnDescriptor(long threadId, in DescriptorEntry descriptor)
    {
        Calls.Add($"descriptor {threadId}/{descriptor.Number}");
        Descriptors.Add((threadId, descriptor.Number), new RecordedDescriptor(in descriptor));
    }

    public void OnTablesCompleted() => Calls.Add("completed");

    /// <summary>A copy of a thread's entry.</summary>
    internal sealed class RecordedThread(in ThreadEntry entry)
    {
        public string Ids { get; } = $"tid={entry.ThreadId} pid={entry.ProcessId} ptid={entry.ParentId} sid={entry.SessionId} pgid={entry.ProcessGroupId} vtid={entry.VirtualThreadId} vpid={entry.VirtualProcessId} vpgid={entry.VirtualProcessGroupId}";

        public string Comm { get; } = Text(entry.Comm);

        public string Exe { get; } = Text(entry.Exe);

        public string ExePath { get; } = Text(entry.ExePath);

        public string Arguments { get; } = Text(entry.Arguments);

        public string Environment { get; } = Text(entry.Environment);

        public string ControlGroups { get; } = Text(entry.ControlGroups);

        public string CurrentDirectory { get; } = Text(entry.CurrentDirectory);

        public string Root { get; } = Text(entry.Root);

        public long DescriptorLimit { get; } = entry.DescriptorLimit;

        public ThreadFlags Flags { get; } = (ThreadFlags)entry.Flags;

        public string User { get; } = $"uid={entry.UserId} gid={entry.GroupId} loginuid={(int)entry.LoginUserId}";

        public string Memory { get; } = $"vm={entry.VirtualMemory},{entry.ResidentMemory},{entry.SwappedMemory} faults={entry.MajorFaults},{entry.MinorFaults}";

        public string Capabilities { get; } = $"{entry.InheritableCapabilities:x},{entry.PermittedCapabilities:x},{entry.EffectiveCapabilities:x}";

        public uint Tty { get; } = entry.Tty;

        public bool IsExeWritable { get; } = entry.IsExeWritable;

        public bool IsExeFromMemfd { get; } = entry.IsExeFromMemfd;

        public ulong ExeInode { get; } = entry.ExeInode;

        public ulong ExeInodeChangeTime { get; } = entry.ExeInodeChangeTime;

        public ulong ExeInodeModifyTime { get; } = entry.ExeInodeModifyTime;

        public ulong CloneTime { get; } = entry.CloneTime;

        public ulong PidNamespaceStart { get; } = entry.PidNamespaceStart;
    }

    /// <summary>A copy of a descriptor's entry.</summary>
    internal sealed class RecordedDescriptor(in DescriptorEntry entry)
    {
        public DescriptorType Type { get; } = entry.Type;

        public string Name { get; } = Text(entry.Name);

        public ulong Inode { get; } = entry.Inode;

        public uint OpenFlags { get; } = entry.OpenFlags;

        public uint Device { get; } = entry.Device;

        public uint MountId { get; } = entry.MountId;

        public SocketProtocol Protocol { get; } = entry.Protocol;

        public string Ends { get; } = $"{End(entry.SourceAddress, entry.SourcePort)}>{End(entry.DestinationAddress, entry.DestinationPort)}";

        public ulong UnixSource { get; } = entry.UnixSource;

        private static string End(ReadOnlySpan<byte> address, ushort port) => address.IsEmpty ? "-" : $"{new System.Net.IPAddress(address)}:{port}";
    }
}
