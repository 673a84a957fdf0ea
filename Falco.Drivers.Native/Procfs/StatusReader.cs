using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads <c>status</c>, line by line: with the groups of its user it may be longer than any buffer.</summary>
internal sealed class StatusReader : IDisposable
{
    private readonly LineReader _lines = new(8 * 1024);
    private readonly List<uint> _groups = [];

    /// <summary>The supplementary groups of the thread that was read last.</summary>
    public IReadOnlyList<uint> Groups => _groups;

    /// <summary>Reads the status of a thread.</summary>
    /// <returns>0 or a negated error number.</returns>
    public int Read(ProcDirectory thread, out ThreadStatus status)
    {
        status = new ThreadStatus();
        _groups.Clear();
        int result = _lines.Open(thread, "status"u8);
        if (result < 0)
            return result;
        while (_lines.TryRead(out ReadOnlySpan<byte> line))
        {
            int colon = line.IndexOf((byte)':');
            if (colon <= 0)
                continue;
            if (!Apply(line[..colon], new FieldCursor(line[(colon + 1)..]), ref status))
                break;
        }

        _lines.Dispose();

        // A thread that ends while its file is open leaves it empty.
        return status.ProcessId < 0 ? -ErrorNumber.NoSuchProcess : 0;
    }

    public void Dispose() => _lines.Dispose();

    /// <returns>Whether lines that matter may follow.</returns>
    private bool Apply(ReadOnlySpan<byte> name, FieldCursor values, ref ThreadStatus status)
    {
        switch (name[0])
        {
            case (byte)'T' when name.SequenceEqual("Tgid"u8):
                status.ProcessId = First(values);
                break;
            case (byte)'P' when name.SequenceEqual("PPid"u8):
                status.ParentId = First(values);
                break;
            case (byte)'U' when name.SequenceEqual("Uid"u8):
                (status.UserId, status.FileUserId) = Identity(values);
                break;
            case (byte)'G' when name.SequenceEqual("Gid"u8):
                (status.GroupId, status.FileGroupId) = Identity(values);
                break;
            case (byte)'G' when name.SequenceEqual("Groups"u8):
                while (values.TryTakeUInt32(out uint group))
                    _groups.Add(group);
                break;
            case (byte)'N':
                ApplyNamespaces(name, values, ref status);
                break;
            case (byte)'V':
                ApplyMemory(name, values, ref status);
                break;
            case (byte)'C':
                return ApplyCapabilities(name, values, ref status);
        }

        return true;
    }

    private static void ApplyNamespaces(ReadOnlySpan<byte> name, FieldCursor values, ref ThreadStatus status)
    {
        if (name.SequenceEqual("NStgid"u8))
        {
            status.VirtualProcessId = Innermost(values, out _, out bool isNested);
            status.IsNested = isNested;
        }
        else if (name.SequenceEqual("NSpid"u8))
        {
            status.VirtualThreadId = Innermost(values, out _, out _);
        }
        else if (name.SequenceEqual("NSpgid"u8))
        {
            status.VirtualProcessGroupId = Innermost(values, out long own, out _);
            status.ProcessGroupId = own;
        }
    }

    private static void ApplyMemory(ReadOnlySpan<byte> name, FieldCursor values, ref ThreadStatus status)
    {
        if (name.SequenceEqual("VmSize"u8))
            status.VirtualMemory = (uint)Math.Max(First(values), 0);
        else if (name.SequenceEqual("VmRSS"u8))
            status.ResidentMemory = (uint)Math.Max(First(values), 0);
        else if (name.SequenceEqual("VmSwap"u8))
            status.SwappedMemory = (uint)Math.Max(First(values), 0);
    }

    private static bool ApplyCapabilities(ReadOnlySpan<byte> name, FieldCursor values, ref ThreadStatus status)
    {
        if (!name.StartsWith("Cap"u8) || !values.TryTakeHexadecimal(out ulong set))
            return true;
        if (name.SequenceEqual("CapInh"u8))
        {
            status.InheritableCapabilities = set;
        }
        else if (name.SequenceEqual("CapPrm"u8))
        {
            status.PermittedCapabilities = set;
        }
        else if (name.SequenceEqual("CapEff"u8))
        {
            status.EffectiveCapabilities = set;
            return false;
        }

        return true;
    }

    private static long First(FieldCursor values) => values.TryTakeInt64(out long value) ? value : -1;

    /// <summary>The effective id and the one that accesses to files are judged by, of the four that a line gives.</summary>
    private static (uint Effective, uint File) Identity(FieldCursor values)
    {
        values.Skip(1);
        if (!values.TryTakeUInt32(out uint effective))
            return (uint.MaxValue, uint.MaxValue);
        values.Skip(1);
        return (effective, values.TryTakeUInt32(out uint file) ? file : effective);
    }

    /// <summary>
    /// The id in the thread's own namespace: a line gives one id for each namespace from that of /proc downwards. Events tell the
    /// innermost one, too.
    /// </summary>
    private static long Innermost(FieldCursor values, out long own, out bool isNested)
    {
        isNested = false;
        if (!values.TryTakeInt64(out own))
            return own = -1;
        long innermost = own;
        while (values.TryTakeInt64(out long value))
        {
            innermost = value;
            isNested = true;
        }

        return innermost;
    }
}
