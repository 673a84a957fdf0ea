using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Reads the entries of process lists.</summary>
internal sealed class ProcessListReader
{
    // What was read of an entry before fields 25 and 26 were put into its middle: loginuid (4), exe_writable (1), three
    // capability sets (8 each).
    private const int TailBeforeInsertion = 4 + 1 + 3 * 8;

    // Lists whose last NUL is missing; the two are read before the entry is delivered.
    private readonly byte[] _arguments = new byte[CaptureText.MaxList + 1];
    private readonly byte[] _environment = new byte[CaptureText.MaxList + 1];

    /// <summary>Reads one entry and delivers it, unless something is wrong with it.</summary>
    public TableEntry Read(ReadOnlySpan<byte> bytes, int version, IHostTableObserver tables)
    {
        EntryCursor cursor = new(bytes);
        ThreadEntry thread = new();
        uint length = version >= 9 ? cursor.ReadUInt32() : 0;
        ReadIdentity(ref cursor, ref thread, version);
        ReadResources(ref cursor, ref thread, version);
        ReadNamespaces(ref cursor, ref thread, version);
        ReadAppended(ref cursor, ref thread, length);
        TableEntry entry = TableEntry.Ended(in cursor, length);
        if (entry.Problem is null)
            tables.OnThread(in thread);
        return entry;
    }

    private void ReadIdentity(scoped ref EntryCursor cursor, ref ThreadEntry thread, int version)
    {
        thread.ThreadId = cursor.ReadInt64();
        thread.ProcessId = cursor.ReadInt64();
        thread.ParentId = cursor.ReadInt64();
        if (version >= 6)
            thread.SessionId = cursor.ReadInt64();
        if (version >= 8)
            thread.VirtualProcessGroupId = cursor.ReadInt64();
        thread.Comm = cursor.ReadText(CaptureText.MaxPath, "comm");
        thread.Exe = cursor.ReadText(CaptureText.MaxPath, "exe");
        if (version >= 7)
            thread.ExePath = cursor.ReadText(CaptureText.MaxPath, "exepath");
        thread.Arguments = Terminated(cursor.ReadBytes(CaptureText.MaxList, "args"), _arguments);
        thread.CurrentDirectory = cursor.ReadText(CaptureText.MaxPath, "cwd");
    }

    private void ReadResources(scoped ref EntryCursor cursor, ref ThreadEntry thread, int version)
    {
        thread.DescriptorLimit = cursor.ReadInt64();
        thread.Flags = cursor.ReadUInt32();
        thread.UserId = cursor.ReadUInt32();
        thread.GroupId = cursor.ReadUInt32();
        if (version >= 2)
        {
            thread.VirtualMemory = cursor.ReadUInt32();
            thread.ResidentMemory = cursor.ReadUInt32();
            thread.SwappedMemory = cursor.ReadUInt32();
            thread.MajorFaults = cursor.ReadUInt64();
            thread.MinorFaults = cursor.ReadUInt64();
        }

        if (version >= 3)
            thread.Environment = Terminated(cursor.ReadBytes(CaptureText.MaxList, "env"), _environment);
    }

    private static void ReadNamespaces(scoped ref EntryCursor cursor, ref ThreadEntry thread, int version)
    {
        if (version >= 4)
        {
            thread.VirtualThreadId = cursor.ReadInt64();
            thread.VirtualProcessId = cursor.ReadInt64();
            thread.ControlGroups = cursor.ReadBytes(CaptureText.MaxList, "cgroups");
        }

        if (version >= 5)
            thread.Root = cursor.ReadText(CaptureText.MaxPath, "root");
    }

    // Each of these was appended once, so an entry may end before any of them.
    private static void ReadAppended(scoped ref EntryCursor cursor, ref ThreadEntry thread, uint length)
    {
        bool hasInserted = (long)length - cursor.Consumed > TailBeforeInsertion;
        if (hasInserted && Has(in cursor, length, 8))
            thread.PidNamespaceStart = cursor.ReadUInt64();
        if (hasInserted && Has(in cursor, length, 4))
            thread.Tty = cursor.ReadUInt32();
        if (Has(in cursor, length, 4))
            thread.LoginUserId = cursor.ReadUInt32();
        if (Has(in cursor, length, 1))
            thread.IsExeWritable = cursor.ReadBoolean();
        if (Has(in cursor, length, 8))
            thread.InheritableCapabilities = cursor.ReadUInt64();
        if (Has(in cursor, length, 8))
            thread.PermittedCapabilities = cursor.ReadUInt64();
        if (Has(in cursor, length, 8))
            thread.EffectiveCapabilities = cursor.ReadUInt64();
        if (Has(in cursor, length, 1))
            thread.IsExeUpperLayer = cursor.ReadBoolean();
        if (Has(in cursor, length, 8))
            thread.ExeInode = cursor.ReadUInt64();
        if (Has(in cursor, length, 8))
            thread.ExeInodeChangeTime = cursor.ReadUInt64();
        if (Has(in cursor, length, 8))
            thread.ExeInodeModifyTime = cursor.ReadUInt64();
        if (Has(in cursor, length, 1))
            thread.IsExeFromMemfd = cursor.ReadBoolean();
        if (Has(in cursor, length, 1))
            thread.IsExeLowerLayer = cursor.ReadBoolean();
        if (Has(in cursor, length, 8))
            thread.ProcessGroupId = cursor.ReadInt64();
    }

    private static bool Has(in EntryCursor cursor, uint length, int size) => cursor.Consumed + (long)size <= length;

    private static ReadOnlySpan<byte> Terminated(ReadOnlySpan<byte> list, byte[] copy)
    {
        if (list.IsEmpty || list[^1] == 0)
            return list;
        list.CopyTo(copy);
        copy[list.Length] = 0;
        return copy.AsSpan(0, list.Length + 1);
    }
}
