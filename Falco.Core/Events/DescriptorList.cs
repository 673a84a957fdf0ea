using System.Buffers.Binary;

namespace Falco.Core.Events;

/// <summary>The descriptors of a poll within an event.</summary>
public readonly ref struct DescriptorList
{
    private const int EntrySize = 10;

    private readonly ReadOnlySpan<byte> _entries;

    internal DescriptorList(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return;
        // The count is the writer's claim; what is not there is not counted.
        int count = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(bytes), (bytes.Length - 2) / EntrySize);
        _entries = bytes.Slice(2, count * EntrySize);
    }

    /// <summary>The number of descriptors.</summary>
    public int Count => _entries.Length / EntrySize;

    /// <summary>A descriptor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public PolledDescriptor this[int index]
    {
        get
        {
            ReadOnlySpan<byte> entry = _entries.Slice(index * EntrySize, EntrySize);
            return new(BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt16LittleEndian(entry[8..]));
        }
    }

    /// <summary>Enumerates the descriptors.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks over the descriptors.</summary>
    public ref struct Enumerator
    {
        private readonly DescriptorList _list;
        private int _index;

        internal Enumerator(DescriptorList list)
        {
            _list = list;
            _index = -1;
        }

        /// <summary>The descriptor.</summary>
        public readonly PolledDescriptor Current => _list[_index];

        /// <summary>Moves on; false at the end.</summary>
        public bool MoveNext() => ++_index < _list.Count;
    }
}

/// <summary>A descriptor that a process polls.</summary>
/// <param name="Number">The descriptor.</param>
/// <param name="Flags">Poll flags of the schema (table <c>poll_flags</c>).</param>
public readonly record struct PolledDescriptor(long Number, short Flags);
