using Falco.Core.State;

namespace Falco.Core.Names;

/// <summary>The names at one time. Immutable, so that threads of events read it while another takes its place.</summary>
internal sealed class HostNameTable
{
    private readonly Dictionary<byte[], HostNameEntry> _byName = new(ByteTextComparer.Instance);

    public HostNameTable(IEnumerable<HostNameEntry> entries)
    {
        Entries = [.. entries];
        foreach (HostNameEntry entry in Entries)
            _byName.Add(entry.Name, entry);
    }

    /// <summary>All names, in the order in which events asked for them.</summary>
    public HostNameEntry[] Entries { get; }

    public HostNameEntry? Find(ReadOnlySpan<byte> name) =>
        _byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out HostNameEntry? entry) ? entry : null;
}
