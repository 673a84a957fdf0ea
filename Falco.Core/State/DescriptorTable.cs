using System.Numerics;

namespace Falco.Core.State;

/// <summary>The open descriptors of a process.</summary>
/// <remarks>Descriptor numbers are small and dense, so most are an index into an array; the few large ones are in a dictionary.</remarks>
public sealed class DescriptorTable
{
    /// <summary>No process is followed with more open descriptors.</summary>
    internal const int MaxCount = 4096;

    private const int MaxDirect = 1024;

    private DescriptorRecord?[] _direct = [];
    private Dictionary<long, DescriptorRecord>? _others;
    private DescriptorPool? _pool;

    internal DescriptorTable()
    {
    }

    /// <summary>The number of open descriptors.</summary>
    public int Count { get; private set; }

    /// <summary>The record of a number, or <see langword="null"/>.</summary>
    public DescriptorRecord? Find(long number)
    {
        if ((ulong)number < (ulong)_direct.Length)
            return _direct[number];
        return _others is not null && _others.TryGetValue(number, out DescriptorRecord? record) ? record : null;
    }

    /// <summary>Enumerates the descriptors: small numbers ascending, then the others.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>A fresh record for a number, instead of the one that was there; <see langword="null"/> if the table is full.</summary>
    internal DescriptorRecord? Add(long number, DescriptorPool pool)
    {
        Remove(number);
        if (Count >= MaxCount)
            return null;
        _pool = pool;
        DescriptorRecord record = pool.Rent();
        record.Number = number;
        if ((ulong)number < MaxDirect)
        {
            if (number >= _direct.Length)
                Array.Resize(ref _direct, Math.Max(16, (int)BitOperations.RoundUpToPowerOf2((uint)number + 1)));
            _direct[number] = record;
        }
        else
        {
            (_others ??= []).Add(number, record);
        }

        Count++;
        return record;
    }

    internal void Remove(long number)
    {
        if (Find(number) is not { } record)
            return;
        if ((ulong)number < (ulong)_direct.Length)
            _direct[number] = null;
        else
            _others!.Remove(number);
        Count--;
        _pool!.Return(record);
    }

    internal void Clear()
    {
        if (Count == 0)
            return;
        foreach (ref DescriptorRecord? slot in _direct.AsSpan())
        {
            if (slot is not null)
                _pool!.Return(slot);
            slot = null;
        }

        if (_others is not null)
        {
            foreach (DescriptorRecord record in _others.Values)
                _pool!.Return(record);
            _others.Clear();
        }

        Count = 0;
    }

    /// <summary>Walks over a table that must not change meanwhile.</summary>
    public struct Enumerator
    {
        private readonly DescriptorTable _table;
        private int _index;
        private bool _isInOthers;
        private Dictionary<long, DescriptorRecord>.ValueCollection.Enumerator _others;

        internal Enumerator(DescriptorTable table)
        {
            _table = table;
            _index = -1;
        }

        /// <summary>The descriptor.</summary>
        public DescriptorRecord Current { get; private set; } = null!;

        /// <summary>Moves on; false at the end.</summary>
        public bool MoveNext()
        {
            while (++_index < _table._direct.Length)
            {
                if (_table._direct[_index] is { } record)
                {
                    Current = record;
                    return true;
                }
            }

            _index = _table._direct.Length;
            if (_table._others is null)
                return false;
            if (!_isInOthers)
            {
                _isInOthers = true;
                _others = _table._others.Values.GetEnumerator();
            }

            if (!_others.MoveNext())
                return false;
            Current = _others.Current;
            return true;
        }
    }
}
