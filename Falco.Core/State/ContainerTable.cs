using System.Buffers.Binary;

namespace Falco.Core.State;

/// <summary>The containers of the picture of the host, by the id that control groups tell.</summary>
/// <remarks>
/// Bounded by number and by bytes: the container of which nothing was heard for the longest time makes room for another. To find one
/// allocates nothing and does not depend on how many there are.
/// </remarks>
internal sealed class ContainerTable
{
    private readonly int _limit;
    private readonly long _byteLimit;
    private readonly Dictionary<byte[], Entry> _entries = new(ByteTextComparer.Instance);
    private readonly Dictionary<byte[], Entry>.AlternateLookup<ReadOnlySpan<byte>> _find;

    // The one heard of last is the last one.
    private readonly LinkedList<Entry> _order = new();
    private readonly Dictionary<uint, int> _addresses = [];
    private long _bytes;

    public ContainerTable(int limit, long byteLimit)
    {
        _limit = Math.Max(1, limit);
        _byteLimit = byteLimit;
        _find = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Changes with every change that a field can see.</summary>
    public uint Version { get; private set; }

    public int Count => _entries.Count;

    /// <summary>Containers in the order in which they were heard of.</summary>
    public IEnumerable<ContainerRecord> Records => _order.Select(entry => entry.Record);

    /// <summary>The container of an id; the empty id is the host.</summary>
    public ContainerRecord? Find(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
            return ContainerRecord.Host;
        return _find.TryGetValue(id, out Entry? entry) ? entry.Record : null;
    }

    /// <summary>Whether some container has an IPv4 address, in network order.</summary>
    public bool HasAddress(ReadOnlySpan<byte> address) =>
        address.Length == sizeof(uint) && _addresses.ContainsKey(BinaryPrimitives.ReadUInt32BigEndian(address));

    /// <summary>Puts a container, in place of what was known of it.</summary>
    /// <param name="record">What is known now.</param>
    /// <param name="time">When it was heard of, nanoseconds since the Unix epoch.</param>
    /// <returns>How many others had to make room.</returns>
    public int Put(ContainerRecord record, ulong time)
    {
        if (_find.TryGetValue(record.Id.Span, out Entry? known))
        {
            bool isSame = known.Record.Document.Span.SequenceEqual(record.Document.Span) && !record.Document.IsEmpty;
            known.LastUse = time;
            _order.Remove(known.Node!);
            _order.AddLast(known.Node!);
            if (isSame)
                return 0;
            Forget(known.Record);
            known.Record = record;
            Account(record);
        }
        else
        {
            byte[] id = record.Id.ToArray();
            Entry entry = new(id, record) { LastUse = time };
            _entries.Add(id, entry);
            entry.Node = _order.AddLast(entry);
            Account(record);
        }

        Version++;
        return MakeRoom();
    }

    public bool Remove(ReadOnlySpan<byte> id)
    {
        if (!_find.TryGetValue(id, out Entry? entry))
            return false;
        Drop(entry);
        return true;
    }

    public void Clear()
    {
        _entries.Clear();
        _order.Clear();
        _addresses.Clear();
        _bytes = 0;
        Version++;
    }

    /// <summary>Notes that a thread runs in a container.</summary>
    public void Touch(ReadOnlySpan<byte> id, ulong time)
    {
        if (_find.TryGetValue(id, out Entry? entry))
            entry.LastUse = time;
    }

    /// <summary>Forgets the containers that nothing has run in since a time.</summary>
    /// <returns>How many these were.</returns>
    public int RemoveUnusedSince(ulong time)
    {
        int removed = 0;
        LinkedListNode<Entry>? next;
        for (LinkedListNode<Entry>? node = _order.First; node is not null; node = next)
        {
            next = node.Next;
            if (node.Value.LastUse >= time)
                continue;
            Drop(node.Value);
            removed++;
        }

        return removed;
    }

    private int MakeRoom()
    {
        int dropped = 0;
        for (; _entries.Count > _limit || (_bytes > _byteLimit && _entries.Count > 1); dropped++)
            Drop(_order.First!.Value);
        return dropped;
    }

    private void Drop(Entry entry)
    {
        _entries.Remove(entry.Id);
        _order.Remove(entry.Node!);
        Forget(entry.Record);
        Version++;
    }

    private void Account(ContainerRecord record)
    {
        _bytes += record.Size;
        if (record.AddressNumber != 0)
            _addresses[record.AddressNumber] = _addresses.GetValueOrDefault(record.AddressNumber) + 1;
    }

    private void Forget(ContainerRecord record)
    {
        _bytes -= record.Size;
        if (record.AddressNumber != 0 && --_addresses[record.AddressNumber] == 0)
            _addresses.Remove(record.AddressNumber);
    }

    private sealed class Entry(byte[] id, ContainerRecord record)
    {
        public byte[] Id { get; } = id;

        public ContainerRecord Record { get; set; } = record;

        public ulong LastUse { get; set; }

        public LinkedListNode<Entry>? Node { get; set; }
    }
}
