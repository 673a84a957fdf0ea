using CsCheck;
using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Rules.Tests.Literals;

/// <summary>Random literals, and values that are made of them and of noise, so that many match and many nearly do.</summary>
internal sealed record LiteralSample(Literal[] Literals, byte[][] Values)
{
    /// <summary>Ids reach over the border of a word.</summary>
    public const int MostId = 199;

    /// <summary>Bytes that are few enough to overlap often; some are no UTF-8.</summary>
    public static readonly byte[] Letters = [(byte)'a', (byte)'b', (byte)'.', 0, 0xC3, 0xFF];

    /// <summary>Bytes of which some differ only in case, or only look as if they did.</summary>
    public static readonly byte[] Cases = [.. "aAzZ@[`{"u8, 0xC1, 0xE1];

    /// <summary>Components that repeat, some of them globs, with too many slashes.</summary>
    private static readonly string[] Components = ["a", "b", "ab", "*", "a*", "?", "[ab]", "", "c\\", "\\*"];

    public static Gen<LiteralSample> Of(byte[] alphabet, int mostLiterals) => Of(Gen.OneOfConst(alphabet).Array[0, 12], mostLiterals);

    public static Gen<LiteralSample> Paths { get; } = Of(
        Gen.OneOfConst(Components).Array[0, 5].Select(parts => System.Text.Encoding.ASCII.GetBytes("/" + string.Join('/', parts))), 40);

    private static Gen<LiteralSample> Of(Gen<byte[]> word, int mostLiterals) =>
        from words in word.Array[0, mostLiterals]
        from ids in Gen.Int[0, MostId].Array[words.Length]
        from values in Value(words, word).Array[30]
        select new LiteralSample([.. words.Zip(ids, (bytes, id) => new Literal(bytes, id))], values);

    // Up to some widths of vectors.
    private static Gen<byte[]> Value(byte[][] words, Gen<byte[]> noise)
    {
        Gen<byte[]> part = words.Length == 0 ? noise : Gen.Frequency((2, Gen.OneOfConst(words)), (3, noise));
        return part.Array[0, 24].Select(parts => parts.SelectMany(bytes => bytes).ToArray());
    }

    /// <summary>Holds an index to the answers of one comparison after the other.</summary>
    public void AssertAnswers(LiteralIndex index, Func<byte[], byte[], bool> matches)
    {
        foreach (byte[] value in Values.Concat(Literals.Select(literal => literal.Bytes)).Append([]))
        {
            ulong[] expected = new ulong[(MostId / 64) + 1];
            bool any = false;
            foreach (Literal literal in Literals.Where(literal => matches(value, literal.Bytes)))
            {
                any = true;
                expected[literal.Id / 64] |= 1UL << (literal.Id % 64);
            }

            ulong[] marks = new ulong[expected.Length];
            index.Mark(AmongOthers(value), marks);
            Assert.Equal(expected, marks);
            Assert.Equal(any, index.MatchesAny(value));
        }
    }

    // Between bytes that would match: whatever is read beyond the value is likely to show.
    private ReadOnlySpan<byte> AmongOthers(byte[] value)
    {
        byte[] around = Literals.Length == 0 ? [] : Literals[0].Bytes;
        byte[] whole = [.. around, .. value, .. around];
        return whole.AsSpan(around.Length, value.Length);
    }
}
