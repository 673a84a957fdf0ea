using System.Numerics;

namespace Falco.Rules.Language;

/// <summary>A set of small codes within a universe.</summary>
internal sealed class CodeSet
{
    private readonly ulong[] _words;

    private CodeSet(ulong[] words)
    {
        _words = words;
    }

    /// <summary>The number of codes in the set.</summary>
    public int Count => _words.Sum(BitOperations.PopCount);

    /// <summary>The codes in ascending order.</summary>
    public IEnumerable<int> Codes
    {
        get
        {
            for (int i = 0; i < _words.Length * 64; i++)
            {
                if (Contains(i))
                    yield return i;
            }
        }
    }

    /// <summary>A set of codes below a limit.</summary>
    public static CodeSet Of(int limit, IEnumerable<int> codes)
    {
        ulong[] words = new ulong[(limit + 63) / 64];
        foreach (int code in codes)
            words[code / 64] |= 1UL << (code % 64);
        return new CodeSet(words);
    }

    /// <summary>Whether a code is in the set.</summary>
    public bool Contains(int code) => (_words[code / 64] >> (code % 64) & 1) != 0;

    /// <summary>The codes that are in both sets.</summary>
    public CodeSet Intersect(CodeSet other) => Combine(other, static (a, b) => a & b);

    /// <summary>The codes that are in either set.</summary>
    public CodeSet Union(CodeSet other) => Combine(other, static (a, b) => a | b);

    /// <summary>The codes that are in this set only.</summary>
    public CodeSet Except(CodeSet other) => Combine(other, static (a, b) => a & ~b);

    private CodeSet Combine(CodeSet other, Func<ulong, ulong, ulong> combine)
    {
        ulong[] words = new ulong[_words.Length];
        for (int i = 0; i < words.Length; i++)
            words[i] = combine(_words[i], other._words[i]);
        return new CodeSet(words);
    }
}
