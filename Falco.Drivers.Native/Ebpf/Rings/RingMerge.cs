using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Ebpf.Rings;

/// <summary>
/// Reads several rings as one, by timestamp: the first 64 bits of a record. A pass delivers what the rings held when it began,
/// so that one busy ring neither starves the others nor runs ahead of them. Used by one thread at a time.
/// </summary>
/// <remarks>
/// A tournament: each inner node of the tree remembers who lost there, so after a record only the matches on the way from its
/// ring to the root are played again. Costs log2(rings) comparisons for a record.
/// </remarks>
internal sealed class RingMerge
{
    private readonly RingBuffer[] _rings;

    // By ring: the timestamp of its next record, if it has one.
    private readonly ulong[] _times;
    private readonly bool[] _isEmpty;

    // Node 1 is the root; the children of n are 2n and 2n + 1; ring i is the leaf rings + i.
    private readonly int[] _losers;
    private int _winner;
    private bool _isDelivered;

    public RingMerge(IEnumerable<RingBuffer> rings)
    {
        _rings = [.. rings];
        if (_rings.Length == 0)
            throw new ArgumentException("There is no ring.", nameof(rings));
        _times = new ulong[_rings.Length];
        _isEmpty = new bool[_rings.Length];
        _losers = new int[_rings.Length];
        Array.Fill(_isEmpty, true);
        PlayAll();
    }

    /// <summary>The next record of this pass, valid until <see cref="Release"/>.</summary>
    /// <param name="horizon">Records with a later timestamp are left for another pass: older ones may still arrive in other rings.</param>
    /// <param name="record">The record; its first 8 bytes were its timestamp, a shorter one counts as the oldest.</param>
    /// <param name="ring">The index of its ring.</param>
    /// <returns>Whether there was one; else the pass is over.</returns>
    public bool TryNext(ulong horizon, out ReadOnlySpan<byte> record, out int ring)
    {
        Settle();
        ring = _winner;
        if (_isEmpty[ring] || _times[ring] > horizon)
        {
            record = default;
            return false;
        }

        record = _rings[ring].Current;
        _isDelivered = true;
        return true;
    }

    /// <summary>Begins a pass: looks at all rings again.</summary>
    /// <returns>Whether any of them has a record.</returns>
    public bool Refill()
    {
        Settle();
        for (int i = 0; i < _rings.Length; i++)
        {
            _rings[i].Refresh();
            Look(i);
        }

        PlayAll();
        return !_isEmpty[_winner];
    }

    /// <summary>Gives what was delivered back to the kernel: none of the records may be used any more.</summary>
    public void Release()
    {
        Settle();
        foreach (RingBuffer ring in _rings)
            ring.Release();
    }

    // A record stays its ring's next one until the caller asks for another: then its ring plays again.
    private void Settle()
    {
        if (!_isDelivered)
            return;
        _isDelivered = false;
        int player = _winner;
        _rings[player].Advance();
        Look(player);
        for (int node = (player + _rings.Length) / 2; node > 0; node /= 2)
        {
            ref int loser = ref _losers[node];
            if (Precedes(loser, player))
                (loser, player) = (player, loser);
        }

        _winner = player;
    }

    private void Look(int index)
    {
        RingBuffer ring = _rings[index];
        _isEmpty[index] = !ring.TryPeek();
        ReadOnlySpan<byte> record = ring.Current;
        _times[index] = record.Length < sizeof(ulong) ? 0 : MemoryMarshal.Read<ulong>(record);
    }

    // From the leaves up: the winner of each node goes on. Refills are rare, so the winners are found anew.
    private void PlayAll() => _winner = Play(1);

    private int Play(int node)
    {
        if (node >= _rings.Length)
            return node - _rings.Length;
        int left = Play(node * 2);
        int right = Play((node * 2) + 1);
        bool isRightFirst = Precedes(right, left);
        _losers[node] = isRightFirst ? left : right;
        return isRightFirst ? right : left;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Precedes(int left, int right)
    {
        if (_isEmpty[left] != _isEmpty[right])
            return _isEmpty[right];
        return _times[left] < _times[right] || (_times[left] == _times[right] && left < right);
    }
}
