using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CsCheck;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.Literals;
using Falco.Rules.Language;

namespace Falco.Rules.Tests.Literals;

/// <summary>The search for many needles against a search for each; <see cref="NeedleWidthTests"/> runs these again for each width.</summary>
public sealed class NeedleSetTests
{
    /// <summary>The environment variable with the width that a run is meant to have.</summary>
    internal const string WidthVariable = "FALCO_TEST_VECTOR_BITS";

    // By fingerprints as far as the processor can, and by the automaton.
    private static readonly int[] Limits = [int.MaxValue, 0];

    [Fact]
    public void The_search_uses_the_widest_vectors_that_the_run_allows()
    {
        string? asked = Environment.GetEnvironmentVariable(WidthVariable);
        if (asked is not null)
            Assert.Equal(int.Parse(asked, CultureInfo.InvariantCulture), FingerprintSearch.VectorBits);
        Assert.Equal(Vector512.IsHardwareAccelerated, FingerprintSearch.VectorBits == 512);
        Assert.Equal(Avx2.IsSupported && !Vector512.IsHardwareAccelerated, FingerprintSearch.VectorBits == 256);
        Assert.Equal(!Vector128.IsHardwareAccelerated, FingerprintSearch.VectorBits == 0);
    }

    [Fact]
    public void Needles_are_found_that_a_value_contains() =>
        LiteralSample.Of(LiteralSample.Letters, 30).Sample(sample =>
        {
            foreach (int limit in Limits)
                sample.AssertAnswers(new NeedleSet(sample.Literals, mostFingerprints: limit), Contains);
        });

    [Fact]
    public void Needles_of_two_bytes_and_more_are_found_that_a_value_contains() =>
        LiteralSample.Of(LiteralSample.Letters, 30).Sample(sample =>
        {
            LiteralSample longer = sample with { Literals = [.. sample.Literals.Where(literal => literal.Bytes.Length >= 2)] };
            foreach (int limit in Limits)
                longer.AssertAnswers(new NeedleSet(longer.Literals, mostFingerprints: limit), Contains);
        });

    [Fact]
    public void Needles_of_three_bytes_and_more_are_found_that_a_value_contains() =>
        LiteralSample.Of(LiteralSample.Letters, 150).Sample(sample =>
        {
            LiteralSample longer = sample with { Literals = [.. sample.Literals.Where(literal => literal.Bytes.Length >= 3)] };
            foreach (int limit in Limits)
                longer.AssertAnswers(new NeedleSet(longer.Literals, mostFingerprints: limit), Contains);
        });

    [Fact]
    public void Needles_are_found_whatever_the_case() =>
        LiteralSample.Of(LiteralSample.Cases, 20).Sample(sample =>
        {
            foreach (int limit in Limits)
            {
                sample.AssertAnswers(
                    new NeedleSet(sample.Literals, ignoreCase: true, limit), (value, literal) => AsciiText.ContainsIgnoreCase(value, literal));
            }
        });

    [Fact]
    public void A_needle_is_found_at_every_place_of_values_of_every_length()
    {
        foreach (string[] needles in (string[][])[["needle-of-many-bytes", "nee", "rest"], ["ab", "abc"], ["ab\0", "\0\0\0\0", "xyz"]])
        {
            Literal[] literals = [.. needles.Select((needle, id) => new Literal(ByteText.GetBytes(needle), id))];
            List<byte[]> values = [];
            foreach (Literal literal in literals)
            {
                for (int length = literal.Bytes.Length; length <= 140; length++)
                {
                    // At the beginning, at the end, and in steps that meet every lane.
                    int room = length - literal.Bytes.Length;
                    for (int at = 0; at <= room; at = at == room ? at + 1 : Math.Min(at + 7, room))
                    {
                        byte[] value = new byte[length];
                        Array.Fill(value, (byte)'.');
                        literal.Bytes.CopyTo(value, at);
                        values.Add(value);
                        values.Add([.. value[..^1]]);
                    }
                }
            }

            foreach (int limit in Limits)
                new LiteralSample(literals, [.. values]).AssertAnswers(new NeedleSet(literals, mostFingerprints: limit), Contains);
        }
    }

    [Fact]
    public void Thousands_of_needles_are_found_where_only_states_near_the_root_have_rows()
    {
        Random random = new(7);
        Literal[] literals = [.. Enumerable.Range(0, 3000).Select(i => new Literal(Bytes(random.Next(1, 24)), i % 200))];
        byte[][] values = [.. Enumerable.Range(0, 40).Select(_ => (byte[])[.. Bytes(20), .. literals[random.Next(3000)].Bytes, .. Bytes(9)])];
        new LiteralSample(literals[..2000], values).AssertAnswers(new NeedleSet(literals[..2000]), Contains);

        byte[] Bytes(int count)
        {
            byte[] bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }
    }

    private static bool Contains(byte[] value, byte[] literal) => value.AsSpan().IndexOf(literal) >= 0;
}
