namespace Falco.Drivers.Native.Procfs;

/// <summary>
/// The hierarchy of version 2. A thread has one group there; for each subsystem the nearest group above it counts that has the subsystem
/// enabled, as if each were mounted on its own.
/// </summary>
internal sealed class UnifiedControlGroups
{
    private const int MaxPath = 4096;

    // Where the hierarchy cannot be read, the container must still be seen: it is named by the path alone.
    private static readonly byte[][] CommonSubsystems = ["cpuset"u8.ToArray(), "cpu"u8.ToArray(), "io"u8.ToArray(), "memory"u8.ToArray()];

    private readonly byte[]? _mountPath;
    private readonly byte[] _root;
    private readonly byte[][] _subsystems;
    private readonly byte[] _absolute = new byte[MaxPath];
    private readonly byte[] _controllers = new byte[1024];
    private readonly ControlGroupWriter _found = new();

    /// <summary>Finds the hierarchy.</summary>
    /// <param name="mounts">The hierarchies of the host.</param>
    /// <param name="isInNamespace">Whether this process lives in a control group namespace.</param>
    public UnifiedControlGroups(IEnumerable<ControlGroupMount> mounts, bool isInNamespace)
    {
        _subsystems = [];
        _root = [];
        foreach (ControlGroupMount mount in mounts)
        {
            if (!mount.IsUnified)
                continue;
            _mountPath = mount.Path;
            _subsystems = SplitSubsystems(ReadControllers(default));
            _root = (isInNamespace ? ControlGroupSearch.Find(mount) : null) ?? [];

            // Beside hierarchies of version 1 there may be one without subsystems, and another with some.
            if (_subsystems.Length > 0)
                break;
        }
    }

    /// <summary>Adds the groups of a thread.</summary>
    /// <param name="path">The path in <c>/proc/*/cgroup</c>.</param>
    /// <param name="groups">What the thread has in other hierarchies; receives those of this one.</param>
    public void Resolve(ReadOnlySpan<byte> path, ControlGroupWriter groups)
    {
        int length = ControlGroupPath.Join(_root, path, _absolute);
        if (length <= 0)
            return;
        ReadOnlySpan<byte> group = _absolute.AsSpan(0, length);
        if (_mountPath is null)
        {
            if (groups.Written.IsEmpty)
                AddAll(CommonSubsystems, group, groups);
            return;
        }

        _found.Clear();
        int remaining = _subsystems.Length;
        while (remaining > 0)
        {
            ReadOnlySpan<byte> controllers = ReadControllers(group);
            foreach (byte[] subsystem in _subsystems)
            {
                if (_found.Has(subsystem) || !Names(controllers, subsystem))
                    continue;
                _found.Add(subsystem, default);
                groups.Add(subsystem, group);
                remaining--;
            }

            if (group.Length == 1)
                break;
            int parent = group.LastIndexOf((byte)'/');
            group = parent < 0 ? "/"u8 : group[..Math.Max(parent, 1)];
        }
    }

    private static void AddAll(byte[][] subsystems, ReadOnlySpan<byte> group, ControlGroupWriter groups)
    {
        foreach (byte[] subsystem in subsystems)
            groups.Add(subsystem, group);
    }

    private static byte[][] SplitSubsystems(ReadOnlySpan<byte> controllers)
    {
        List<byte[]> subsystems = [];
        FieldCursor fields = new(controllers);
        while (fields.Take() is { IsEmpty: false } name)
            subsystems.Add(name.ToArray());
        return [.. subsystems];
    }

    private static bool Names(ReadOnlySpan<byte> controllers, ReadOnlySpan<byte> subsystem)
    {
        FieldCursor fields = new(controllers);
        while (fields.Take() is { IsEmpty: false } name)
        {
            if (name.SequenceEqual(subsystem))
                return true;
        }

        return false;
    }

    /// <summary>The subsystems that a group has; none if it is gone.</summary>
    private ReadOnlySpan<byte> ReadControllers(ReadOnlySpan<byte> group)
    {
        byte[] path = [.. _mountPath!, .. group];
        if (ProcDirectory.TryOpenPath(path, out ProcDirectory directory) < 0)
            return default;
        using (directory)
        {
            int length = directory.Read("cgroup.controllers"u8, _controllers);
            return _controllers.AsSpan(0, Math.Max(length, 0)).TrimEnd((byte)'\n');
        }
    }
}
