using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>Turns the event of an iterated thread into its entry.</summary>
internal sealed class ThreadEventReader(HostBoot boot) : IIterationReader
{
    private static readonly EventTypeInfo Schema = EventSchema.Get(EventType.IterTaskEnter);
    private static readonly int ParentId = Schema.IndexOf("ppid"u8);
    private static readonly int ProcessGroupId = Schema.IndexOf("pgid"u8);
    private static readonly int VirtualProcessGroupId = Schema.IndexOf("vpgid"u8);
    private static readonly int SessionId = Schema.IndexOf("sid"u8);
    private static readonly int Comm = Schema.IndexOf("comm"u8);
    private static readonly int Arguments = Schema.IndexOf("argv"u8);
    private static readonly int ExePath = Schema.IndexOf("exepath"u8);
    private static readonly int Flags = Schema.IndexOf("flags"u8);
    private static readonly int Environment = Schema.IndexOf("env"u8);
    private static readonly int CurrentDirectory = Schema.IndexOf("cwd"u8);
    private static readonly int DescriptorLimit = Schema.IndexOf("fdlimit"u8);
    private static readonly int UserId = Schema.IndexOf("euid"u8);
    private static readonly int GroupId = Schema.IndexOf("egid"u8);
    private static readonly int Permitted = Schema.IndexOf("cap_permitted"u8);
    private static readonly int Effective = Schema.IndexOf("cap_effective"u8);
    private static readonly int Inheritable = Schema.IndexOf("cap_inheritable"u8);
    private static readonly int Inode = Schema.IndexOf("exe_ino_num"u8);
    private static readonly int InodeChange = Schema.IndexOf("exe_ino_ctime"u8);
    private static readonly int InodeModify = Schema.IndexOf("exe_ino_mtime"u8);
    private static readonly int VirtualMemory = Schema.IndexOf("vm_size"u8);
    private static readonly int ResidentMemory = Schema.IndexOf("vm_rss"u8);
    private static readonly int SwappedMemory = Schema.IndexOf("vm_swap"u8);
    private static readonly int MajorFaults = Schema.IndexOf("pgft_maj"u8);
    private static readonly int MinorFaults = Schema.IndexOf("pgft_min"u8);
    private static readonly int VirtualProcessId = Schema.IndexOf("vtgid"u8);
    private static readonly int VirtualThreadId = Schema.IndexOf("vpid"u8);
    private static readonly int NamespaceStart = Schema.IndexOf("pidns_init_start_ts"u8);
    private static readonly int ControlGroups = Schema.IndexOf("cgroups"u8);
    private static readonly int Root = Schema.IndexOf("root"u8);
    private static readonly int Start = Schema.IndexOf("start_time"u8);
    private static readonly int Tty = Schema.IndexOf("tty"u8);
    private static readonly int LoginUserId = Schema.IndexOf("loginuid"u8);

    private readonly HashSet<int> _processes = [];

    /// <summary>Whether a thread of the process was read.</summary>
    public bool HasRead(int processId) => _processes.Contains(processId);

    public void Read(in Event view, IHostTableObserver tables)
    {
        ReadOnlySpan<byte> arguments = view.GetBytes(Arguments);
        ReadOnlySpan<byte> path = view.GetText(ExePath);

        // What is left of a process that has ended and waits for its parent to notice.
        if (view.Type != EventType.IterTaskEnter || (arguments.IsEmpty && path.IsEmpty))
            return;
        long thread = (uint)view.ThreadId;
        long process = (long)((ulong)view.ThreadId >> 32);
        int end = arguments.IndexOf((byte)0);
        ExeFlags flags = (ExeFlags)view.GetUInt32(Flags);
        ThreadEntry entry = new()
        {
            ThreadId = thread,
            ProcessId = process,
            ParentId = view.GetInt64(ParentId),
            SessionId = view.GetInt64(SessionId),
            ProcessGroupId = view.GetInt64(ProcessGroupId),
            VirtualProcessGroupId = view.GetInt64(VirtualProcessGroupId),
            VirtualThreadId = view.GetInt64(VirtualThreadId),
            VirtualProcessId = view.GetInt64(VirtualProcessId),
            Comm = view.GetText(Comm),
            Exe = end < 0 ? arguments : arguments[..end],
            Arguments = end < 0 ? default : arguments[(end + 1)..],
            ExePath = path,
            Environment = view.GetBytes(Environment),
            ControlGroups = view.GetBytes(ControlGroups),
            CurrentDirectory = view.GetText(CurrentDirectory),
            Root = view.GetText(Root),
            DescriptorLimit = view.GetInt64(DescriptorLimit, absent: -1),
            Flags = thread == process ? 0 : (uint)(ThreadFlags.CloneThread | ThreadFlags.CloneFiles),
            IsExeWritable = (flags & ExeFlags.Writable) != 0,
            IsExeUpperLayer = (flags & ExeFlags.UpperLayer) != 0,
            IsExeFromMemfd = (flags & ExeFlags.FromMemfd) != 0,
            IsExeLowerLayer = (flags & ExeFlags.LowerLayer) != 0,
            PidNamespaceStart = boot.Time + view.GetUInt64(NamespaceStart),
            CloneTime = view.GetUInt64(Start),
            Tty = view.GetUInt32(Tty),
        };
        ReadIdentity(in view, ref entry);
        ReadNumbers(in view, ref entry);
        _processes.Add((int)process);
        tables.OnThread(in entry);
    }

    private static void ReadIdentity(in Event view, ref ThreadEntry entry)
    {
        entry.UserId = view.GetUInt32(UserId, uint.MaxValue);
        entry.GroupId = view.GetUInt32(GroupId, uint.MaxValue);
        entry.LoginUserId = view.GetUInt32(LoginUserId, uint.MaxValue);
        entry.PermittedCapabilities = view.GetUInt64(Permitted);
        entry.EffectiveCapabilities = view.GetUInt64(Effective);
        entry.InheritableCapabilities = view.GetUInt64(Inheritable);
    }

    private static void ReadNumbers(in Event view, ref ThreadEntry entry)
    {
        entry.ExeInode = view.GetUInt64(Inode);
        entry.ExeInodeChangeTime = view.GetUInt64(InodeChange);
        entry.ExeInodeModifyTime = view.GetUInt64(InodeModify);
        entry.VirtualMemory = view.GetUInt32(VirtualMemory);
        entry.ResidentMemory = view.GetUInt32(ResidentMemory);
        entry.SwappedMemory = view.GetUInt32(SwappedMemory);
        entry.MajorFaults = view.GetUInt64(MajorFaults);
        entry.MinorFaults = view.GetUInt64(MinorFaults);
    }
}
