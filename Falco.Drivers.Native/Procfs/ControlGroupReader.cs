using Falco.Core.State;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads the control groups of threads. Few texts are common to many threads, so each is worked out once.</summary>
internal sealed class ControlGroupReader
{
    private const int MaxText = 16 * 1024;

    // More different texts than these are not remembered: a host with so many containers has few threads in each.
    private const int MaxRemembered = 4096;

    private readonly List<ControlGroupMount> _mounts;
    private readonly bool _isInNamespace;
    private readonly UnifiedControlGroups _unified;
    private readonly Dictionary<ControlGroupMount, byte[]> _ownGroups = [];
    private readonly Dictionary<byte[], byte[]> _remembered = new(ByteTextComparer.Instance);
    private readonly Dictionary<byte[], byte[]>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly ControlGroupWriter _groups = new();
    private readonly byte[] _text = new byte[MaxText];
    private readonly byte[] _absolute = new byte[MaxText];

    public ControlGroupReader(HostRoot root, ProcDirectory proc)
    {
        _mounts = ControlGroupMount.List(root, proc);
        _isInNamespace = ControlGroupSearch.IsInNamespace(proc);
        _unified = new UnifiedControlGroups(_mounts, _isInNamespace);
        _lookup = _remembered.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Forgets what was worked out: groups come and go.</summary>
    public void Clear() => _remembered.Clear();

    /// <summary>Reads the groups of a thread: <c>subsystem=path</c>, each ended by a NUL; empty if it has none or they may not be read.</summary>
    public ReadOnlySpan<byte> Read(ProcDirectory thread)
    {
        int length = thread.Read("cgroup"u8, _text);
        if (length <= 0)
            return default;
        ReadOnlySpan<byte> text = _text.AsSpan(0, length);
        if (_lookup.TryGetValue(text, out byte[]? known))
            return known;
        _groups.Clear();
        foreach (Range line in text.Split((byte)'\n'))
            AddLine(text[line]);
        if (_remembered.Count < MaxRemembered)
            _remembered.Add(text.ToArray(), _groups.Written.ToArray());
        return _groups.Written;
    }

    /// <summary>A line is <c>id:subsystem,subsystem:path</c>; that of version 2 has the id 0 and no subsystem.</summary>
    private void AddLine(ReadOnlySpan<byte> line)
    {
        int afterId = line.IndexOf((byte)':');
        if (afterId < 0)
            return;
        ReadOnlySpan<byte> id = line[..afterId];
        line = line[(afterId + 1)..];
        int afterSubsystems = line.IndexOf((byte)':');
        if (afterSubsystems < 0)
            return;
        ReadOnlySpan<byte> subsystems = line[..afterSubsystems];
        ReadOnlySpan<byte> path = line[(afterSubsystems + 1)..];
        if (!subsystems.IsEmpty)
            AddSubsystems(subsystems, path);
        else if (id.SequenceEqual("0"u8))
            _unified.Resolve(path, _groups);
    }

    private void AddSubsystems(ReadOnlySpan<byte> subsystems, ReadOnlySpan<byte> path)
    {
        int length = ControlGroupPath.Join(_isInNamespace ? OwnGroup(subsystems) : default, path, _absolute);
        if (length <= 0)
            return;
        foreach (Range name in subsystems.Split((byte)','))
            _groups.Add(subsystems[name], _absolute.AsSpan(0, length));
    }

    private byte[] OwnGroup(ReadOnlySpan<byte> subsystems)
    {
        foreach (ControlGroupMount mount in _mounts)
        {
            if (!mount.Has(subsystems))
                continue;
            if (!_ownGroups.TryGetValue(mount, out byte[]? own))
                _ownGroups.Add(mount, own = ControlGroupSearch.Find(mount) ?? []);
            return own;
        }

        return [];
    }
}
