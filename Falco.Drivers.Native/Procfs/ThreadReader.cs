using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads what /proc tells of one thread. The spans of an entry are valid until the next thread is read.</summary>
/// <remarks>
/// Values are those that events have for the same thread. So a thread was made when <c>stat</c> says so (the times of files in /proc are
/// those of the first look at them), the executable is the file that the link leads to, deleted or in another mount namespace though it be,
/// and ids are those of the innermost namespace. A value that may not be read is left out, the thread is not.
/// </remarks>
internal sealed class ThreadReader : IDisposable
{
    private const int MaxList = 4096;
    private const int MaxPath = 4096;

    private readonly HostBoot _boot;
    private readonly ControlGroupReader _controlGroups;
    private readonly MountTable _mounts;
    private readonly StatusReader _statusReader = new();
    private readonly ExeAccess _exeAccess = new();
    private readonly byte[] _commandLine = new byte[MaxList];
    private readonly byte[] _environment = new byte[MaxList];
    private readonly byte[] _exePath = new byte[MaxPath];
    private readonly byte[] _currentDirectory = new byte[MaxPath];
    private readonly byte[] _root = new byte[MaxPath];
    private readonly byte[] _comm = new byte[256];
    private readonly byte[] _text = new byte[MaxList];
    private FileStatus _exe;
    private bool _hasExe;

    public ThreadReader(HostBoot boot, ControlGroupReader controlGroups, MountTable mounts)
    {
        _boot = boot;
        _controlGroups = controlGroups;
        _mounts = mounts;
    }

    /// <summary>The threads of the process that was read last.</summary>
    public long ThreadCount { get; private set; }

    /// <summary>Values that could not be read for want of a privilege.</summary>
    public long DeniedValues { get; set; }

    /// <summary>Reads a thread with everything that its process shares between its threads.</summary>
    /// <param name="thread">The thread's directory.</param>
    /// <param name="process">
    /// Where to read what the threads share: the same directory, or that of a thread that lives on after the main thread has ended.
    /// </param>
    /// <param name="threadId">The thread's id.</param>
    /// <param name="entry">The thread.</param>
    public ThreadReading Read(ProcDirectory thread, ProcDirectory process, int threadId, out ThreadEntry entry)
    {
        entry = new ThreadEntry { ThreadId = threadId };
        ThreadCount = 0;
        ThreadReading reading = ReadProgram(process, ref entry);
        if (reading == ThreadReading.NoProgram)
            _ = ReadStat(thread, out _);
        if (reading != ThreadReading.Complete)
            return reading;
        ReadEnvironment(process, ref entry);
        if (!ReadFolders(process, ref entry))
            return ThreadReading.Gone;
        entry.DescriptorLimit = ResourceLimits.FindDescriptorLimit(ReadText(process, "limits"u8));
        return ReadOwnValues(thread, process, ref entry);
    }

    /// <summary>Reads another thread of the process that was read last.</summary>
    /// <param name="thread">The thread's directory.</param>
    /// <param name="process">The process's directory.</param>
    /// <param name="threadId">The thread's id.</param>
    /// <param name="entry">The main thread's entry; becomes the thread's.</param>
    public ThreadReading ReadSibling(ProcDirectory thread, ProcDirectory process, int threadId, ref ThreadEntry entry)
    {
        entry.ThreadId = threadId;
        return ReadOwnValues(thread, process, ref entry);
    }

    public void Dispose() => _statusReader.Dispose();

    private ThreadReading ReadProgram(ProcDirectory process, ref ThreadEntry entry)
    {
        int length = process.Read("cmdline"u8, _commandLine);
        if (ErrorNumber.IsGone(length))
            return ThreadReading.Gone;
        int pathLength = process.ReadLink("exe"u8, _exePath);

        // Neither: a thread of the kernel, or what is left of a process that has ended.
        if (length <= 0 && pathLength <= 0)
            return ThreadReading.NoProgram;
        entry.ExePath = Text(_exePath, pathLength);
        entry.IsExeFromMemfd = entry.ExePath.StartsWith("/memfd:"u8);
        ReadOnlySpan<byte> commandLine = List(_commandLine, length);
        int end = commandLine.IndexOf((byte)0);
        entry.Exe = end < 0 ? commandLine : commandLine[..end];
        entry.Arguments = end < 0 ? default : commandLine[(end + 1)..];
        _hasExe = process.ReadStatus("exe"u8, out _exe) == 0;
        if (_hasExe)
        {
            entry.ExeInode = _exe.Inode;
            entry.ExeInodeChangeTime = _exe.ChangeTime;
            entry.ExeInodeModifyTime = _exe.ModifyTime;
        }

        return ThreadReading.Complete;
    }

    private void ReadEnvironment(ProcDirectory process, ref ThreadEntry entry) =>
        entry.Environment = List(_environment, process.Read("environ"u8, _environment));

    private bool ReadFolders(ProcDirectory process, ref ThreadEntry entry)
    {
        int length = process.ReadLink("cwd"u8, _currentDirectory);
        if (ErrorNumber.IsGone(length))
            return false;
        entry.CurrentDirectory = Text(_currentDirectory, length);
        length = process.ReadLink("root"u8, _root);
        if (ErrorNumber.IsGone(length))
            return false;
        entry.Root = Text(_root, length);
        return true;
    }

    /// <summary>Reads what each thread has for itself.</summary>
    private ThreadReading ReadOwnValues(ProcDirectory thread, ProcDirectory process, ref ThreadEntry entry)
    {
        int length = thread.Read("comm"u8, _comm);
        if (length < 0 || _statusReader.Read(thread, out ThreadStatus status) < 0 || !ReadStat(thread, out ThreadStat stat))
            return ThreadReading.Gone;
        entry.Comm = Text(_comm, length) is [.. var name, (byte)'\n'] ? name : Text(_comm, length);
        SetIds(ref entry, in status, in stat);
        entry.LoginUserId = ReadLoginUser(thread);
        entry.ControlGroups = _controlGroups.Read(thread);
        entry.CloneTime = _boot.Time + stat.StartTime;
        entry.PidNamespaceStart = status.IsNested ? ReadNamespaceStart(process) : _boot.InitStart;
        entry.IsExeWritable = _hasExe && _exeAccess.IsWritable(
            in _exe, IsReadOnly(in _exe, process), in status, _statusReader.Groups, process);
        return ThreadReading.Complete;
    }

    private static void SetIds(ref ThreadEntry entry, in ThreadStatus status, in ThreadStat stat)
    {
        entry.ProcessId = status.ProcessId;
        entry.ParentId = status.ParentId;
        entry.SessionId = stat.SessionId;
        entry.ProcessGroupId = status.ProcessGroupId >= 0 ? status.ProcessGroupId : stat.ProcessGroupId;
        entry.VirtualProcessGroupId = status.VirtualProcessGroupId >= 0 ? status.VirtualProcessGroupId : stat.ProcessGroupId;
        entry.VirtualThreadId = status.VirtualThreadId >= 0 ? status.VirtualThreadId : entry.ThreadId;
        entry.VirtualProcessId = status.VirtualProcessId >= 0 ? status.VirtualProcessId : status.ProcessId;
        entry.Flags = entry.ThreadId == status.ProcessId ? 0 : (uint)(ThreadFlags.CloneThread | ThreadFlags.CloneFiles);
        entry.UserId = status.UserId;
        entry.GroupId = status.GroupId;
        entry.InheritableCapabilities = status.InheritableCapabilities;
        entry.PermittedCapabilities = status.PermittedCapabilities;
        entry.EffectiveCapabilities = status.EffectiveCapabilities;
        entry.VirtualMemory = status.VirtualMemory;
        entry.ResidentMemory = status.ResidentMemory;
        entry.SwappedMemory = status.SwappedMemory;
        entry.Tty = stat.Tty;
        entry.MinorFaults = stat.MinorFaults;
        entry.MajorFaults = stat.MajorFaults;
    }

    private bool ReadStat(ProcDirectory thread, out ThreadStat stat)
    {
        bool isRead = ThreadStat.TryParse(ReadText(thread, "stat"u8), out stat);
        ThreadCount = stat.ThreadCount;
        return isRead;
    }

    // A kernel without auditing has no such file.
    private uint ReadLoginUser(ProcDirectory thread) =>
        FieldCursor.TryParse(ReadText(thread, "loginuid"u8).TrimEnd((byte)'\n'), out ulong user) ? (uint)user : uint.MaxValue;

    /// <summary>When the first process of a thread's pid namespace started, as its own /proc tells; 0 if it has none.</summary>
    private ulong ReadNamespaceStart(ProcDirectory process) =>
        ThreadStat.TryParse(ReadText(process, "root/proc/1/stat"u8), out ThreadStat init) ? _boot.Time + init.StartTime : 0;

    private bool IsReadOnly(in FileStatus exe, ProcDirectory process) =>
        exe.MountId != 0 && _mounts.TryFind(exe.MountId, process, out MountTable.Mount mount) && mount.IsReadOnly;

    private ReadOnlySpan<byte> ReadText(ProcDirectory directory, ReadOnlySpan<byte> name) =>
        _text.AsSpan(0, Math.Max(directory.Read(name, _text), 0));

    private ReadOnlySpan<byte> Text(byte[] buffer, int length)
    {
        if (ErrorNumber.IsDenied(length))
            DeniedValues++;
        return buffer.AsSpan(0, Math.Max(length, 0));
    }

    /// <summary>A run of strings; one that is too long is cut, and the string at the cut ended by a NUL, as events do it.</summary>
    private ReadOnlySpan<byte> List(byte[] buffer, int length)
    {
        if (length == buffer.Length)
            buffer[^1] = 0;
        return Text(buffer, length);
    }
}
