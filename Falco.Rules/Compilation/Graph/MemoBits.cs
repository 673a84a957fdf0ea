using System.Runtime.CompilerServices;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>The remembered results of one record, checked to be valid for the current event.</summary>
internal readonly struct MemoBits
{
    private readonly ulong[] _known;
    private readonly ulong[] _values;

    private MemoBits(ulong[] known, ulong[] values)
    {
        _known = known;
        _values = values;
    }

    /// <summary>Whether there is a record at all.</summary>
    public bool IsOpen => _known is not null;

    /// <summary>Opens a record's results; forgets them first if they were made under another stamp.</summary>
    public static MemoBits Open(ref PredicateMemo memo, in PredicateStamp stamp, int words)
    {
        if (memo.Stamp != stamp)
            Renew(ref memo, in stamp, words);
        return new MemoBits(memo.Known!, memo.Values!);
    }

    /// <summary>Which results of a word are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Known(int word) => _known[word];

    /// <summary>The results of a word; those that are not known are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Values(int word) => _values[word];

    public void Set(int word, ulong bit, bool value)
    {
        _known[word] |= bit;
        if (value)
            _values[word] |= bit;
    }

    /// <summary>Whether a result of several words is known, by its first.</summary>
    public bool IsKnown(int word) => _known[word] != 0;

    /// <summary>Room for a result of several words.</summary>
    public Span<ulong> Words(int word, int count) => _values.AsSpan(word, count);

    /// <summary>A result of several words is in its room now.</summary>
    public void SetKnown(int word) => _known[word] = ulong.MaxValue;

    private static void Renew(ref PredicateMemo memo, in PredicateStamp stamp, int words)
    {
        if (memo.Known is null || memo.Known.Length < words)
        {
            memo.Known = new ulong[words];
            memo.Values = new ulong[words];
        }
        else
        {
            Array.Clear(memo.Known);
            Array.Clear(memo.Values!);
        }

        memo.Stamp = stamp;
    }
}
