namespace Falco.Drivers.Native.Procfs;

/// <summary>
/// Judges whether a process may write its own executable, by the rules that the kernel's events are made by: from the permissions and the
/// process's credentials, without taking that user's identity on.
/// </summary>
internal sealed class ExeAccess
{
    private const uint WriteBit = 2;
    private const int OverridesPermissions = 1;
    private const int ActsAsOwner = 3;
    private const int MaxMap = 4 * 1024;

    private readonly byte[] _map = new byte[MaxMap];

    public bool IsWritable(
        in FileStatus exe, bool isFileSystemReadOnly, in ThreadStatus thread, IReadOnlyList<uint> groups, ProcDirectory process)
    {
        if (isFileSystemReadOnly || exe.IsImmutable)
            return false;

        // An owner can give himself every permission.
        if (exe.UserId == thread.FileUserId)
            return true;
        bool isInGroup = exe.GroupId == thread.FileGroupId || groups.Contains(exe.GroupId);
        uint permissions = isInGroup ? exe.Mode >> 3 : exe.Mode;
        if ((permissions & WriteBit) != 0)
            return true;

        // Capabilities mean nothing for files of users whom the process's user namespace does not know.
        bool overrides = Has(thread, OverridesPermissions);
        if (!overrides && !Has(thread, ActsAsOwner))
            return false;
        if (!IsMapped(process, "uid_map"u8, exe.UserId))
            return false;
        return Has(thread, ActsAsOwner) || IsMapped(process, "gid_map"u8, exe.GroupId);
    }

    private static bool Has(in ThreadStatus thread, int capability) => (thread.EffectiveCapabilities & (1UL << capability)) != 0;

    private bool IsMapped(ProcDirectory process, ReadOnlySpan<byte> mapName, uint id)
    {
        int length = process.Read(mapName, _map);
        if (length < 0)
            return false;
        ReadOnlySpan<byte> map = _map.AsSpan(0, length);
        foreach (Range line in map.Split((byte)'\n'))
        {
            FieldCursor fields = new(map[line]);
            fields.Skip(1);
            if (fields.TryTakeUInt32(out uint first) && fields.TryTakeUInt32(out uint count) && id >= first && id - first < count)
                return true;
        }

        return false;
    }
}
