namespace Falco.Core.State;

/// <summary>The open descriptors of a process: an array for the small numbers, which nearly all are, and a table for the others.</summary>
public sealed class DescriptorTable
{
    /// <summary>A process has no more; further ones are not kept.</summary>
    internal const int MaxCount = 4096;

    private const int DirectLimit = 1024;

    private readonly DescriptorArrays _arrays;
    private DescriptorRecord?[] _direct = [];
    private Dictionary<long, DescriptorRecord>? _others;

    // No occupied direct number is as large.
    private int _directEnd;

    internal DescriptorTable(DescriptorArrays arrays)
    {
        _arrays = arrays;
    }

    /// <summary>The number of open descriptors.</summary>
    public int Count { get; private set; }

    /// <summary>The record of a number, or <see langword="null"/>.</summary>
    public DescriptorRecord? Find(long number)
    {
        DescriptorRecord?[] direct = _direct;
        if ((ulong)number < (ulong)direct.Length)
            return direct[number];
        return (ulong)number < DirectLimit || _others is null ? null : _others.GetValueOrDefault(number);
    }

    /// <summary>Enumerates the descriptors in no particular order; the table must not change meanwhile.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Puts a record under its number.</summary>
    /// <param name="record">The record.</param>
    /// <param name="replaced">The former owner of the number.</param>
    /// <returns>False if the table is full; the record was then not taken.</returns>
    internal bool TryAdd(DescriptorRecord record, out DescriptorRecord? replaced)
    {
        long number = record.Number;
        replaced = Find(number);
        if (replaced is null)
        {
            if (Count >= MaxCount)
                return false;
            Count++;
        }

        if ((ulong)number < DirectLimit)
        {
            if (number >= _direct.Length)
                GrowFor(number);
            _direct[number] = record;
            _directEnd = Math.Max(_directEnd, (int)number + 1);
        }
        else
        {
            _others ??= [];
            _others[number] = record;
        }

        return true;
    }

    /// <summary>Takes a record out of the table.</summary>
    internal DescriptorRecord? Remove(long number)
    {
        DescriptorRecord? record = Find(number);
        if (record is null)
            return null;
        if ((ulong)number < DirectLimit)
            _direct[number] = null;
        else
            _others!.Remove(number);
        Count--;
        return record;
    }

    /// <summary>Empties the table into a pool.</summary>
    internal void Clear(RecordPool<DescriptorRecord> pool)
    {
        if (Count == 0)
            return;
        foreach (DescriptorRecord record in this)
            pool.Return(record);
        Array.Clear(_direct, 0, _directEnd);
        _arrays.Return(_direct);
        _direct = [];
        _directEnd = 0;
        _others?.Clear();
        Count = 0;
    }

    private void GrowFor(long number)
    {
        DescriptorRecord?[] larger = _arrays.RentFor(number);
        _direct.AsSpan(0, _directEnd).CopyTo(larger);
        Array.Clear(_direct, 0, _directEnd);
        _arrays.Return(_direct);
        _direct = larger;
    }

    /// <summary>Walks over the descriptors.</summary>
    public struct Enumerator
    {
        private readonly DescriptorTable _table;
        private Dictionary<long, DescriptorRecord>.ValueCollection.Enumerator _others;
        private int _next;

        internal Enumerator(DescriptorTable table)
        {
            _table = table;
            Current = null!;
            if (table._others is { } others)
                _others = others.Values.GetEnumerator();
        }

        /// <summary>The descriptor.</summary>
        public DescriptorRecord Current { get; private set; }

        /// <summary>Moves on; false at the end.</summary>
        public bool MoveNext()
        {
            while (_next < _table._directEnd)
            {
                if (_table._direct[_next++] is not { } direct)
                    continue;
                Current = direct;
                return true;
            }

            if (_table._others is null || !_others.MoveNext())
                return false;
            Current = _others.Current;
            return true;
        }
    }
}
