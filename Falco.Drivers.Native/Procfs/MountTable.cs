namespace Falco.Drivers.Native.Procfs;

/// <summary>
/// The mounts that were met so far, by their ids, which are the same in every mount namespace. Ids are used again: forget the mounts
/// between scans.
/// </summary>
internal sealed class MountTable : IDisposable
{
    private readonly Dictionary<uint, Mount> _mounts = [];
    private readonly LineReader _lines = new(8 * 1024);

    public void Clear() => _mounts.Clear();

    /// <summary>Finds a mount of a process.</summary>
    /// <returns>False if the process does not see it, as the mounts that hold what memory files consist of.</returns>
    public bool TryFind(uint id, ProcDirectory process, out Mount mount)
    {
        if (!_mounts.TryGetValue(id, out mount))
        {
            Learn(process);

            // What is not found is remembered, too: it would not be found for the next descriptor either.
            if (!_mounts.TryGetValue(id, out mount))
                _mounts.Add(id, default);
        }

        return mount.IsKnown;
    }

    public void Dispose() => _lines.Dispose();

    private void Learn(ProcDirectory process)
    {
        if (_lines.Open(process, "mountinfo"u8) < 0)
            return;
        while (_lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (TryParse(line, out uint id, out Mount mount))
                _mounts[id] = mount;
        }

        _lines.Dispose();
    }

    private static bool TryParse(ReadOnlySpan<byte> line, out uint id, out Mount mount)
    {
        mount = default;
        FieldCursor fields = new(line);
        bool hasId = fields.TryTakeUInt32(out id);
        fields.Skip(1);
        ReadOnlySpan<byte> device = fields.Take();
        int colon = device.IndexOf((byte)':');
        if (!hasId || colon < 0 || !FieldCursor.TryParse(device[..colon], out ulong major)
            || !FieldCursor.TryParse(device[(colon + 1)..], out ulong minor))
        {
            return false;
        }

        // The last field holds the options of the file system, whatever the options of the mount are.
        ReadOnlySpan<byte> options = line[(line.LastIndexOf((byte)' ') + 1)..];
        bool isReadOnly = options.SequenceEqual("ro"u8) || options.StartsWith("ro,"u8);
        mount = new Mount(IsKnown: true, DeviceNumber.Encode((uint)major, (uint)minor), isReadOnly);
        return true;
    }

    /// <summary>A mount.</summary>
    /// <param name="IsKnown">Whether a process sees it.</param>
    /// <param name="Device">The device of the file system, in the encoding of the schema.</param>
    /// <param name="IsReadOnly">Whether nobody can write to the file system.</param>
    public readonly record struct Mount(bool IsKnown, uint Device, bool IsReadOnly);
}
