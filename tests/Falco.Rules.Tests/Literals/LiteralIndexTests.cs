using CsCheck;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Rules.Tests.Literals;

/// <summary>Every index against one comparison after the other.</summary>
public sealed class LiteralIndexTests
{
    [Fact]
    public void Equality_holds_for_the_members() =>
        LiteralSample.Of(LiteralSample.Letters, 60).Sample(sample =>
            sample.AssertAnswers(new EqualityIndex(sample.Literals), (value, literal) => value.AsSpan().SequenceEqual(literal)));

    [Fact]
    public void Prefixes_are_those_that_a_value_begins_with() =>
        LiteralSample.Of(LiteralSample.Letters, 60).Sample(sample =>
            sample.AssertAnswers(new PrefixTrie(sample.Literals), (value, literal) => value.AsSpan().StartsWith(literal)));

    [Fact]
    public void Suffixes_are_those_that_a_value_ends_with() =>
        LiteralSample.Of(LiteralSample.Letters, 60).Sample(sample =>
            sample.AssertAnswers(new SuffixTrie(sample.Literals), (value, literal) => value.AsSpan().EndsWith(literal)));

    [Fact]
    public void Paths_are_those_below_which_a_value_lies() =>
        LiteralSample.Paths.Sample(sample =>
            sample.AssertAnswers(new PathTrie(sample.Literals), (value, literal) => new PathSet([new BoundConstant("", literal, 0)]).Matches(value)));

    [Fact]
    public void Networks_are_those_in_which_an_address_lies()
    {
        Random random = new(5);
        for (int round = 0; round < 200; round++)
        {
            byte[] address = new byte[random.Next(2) == 0 ? 4 : 16];
            random.NextBytes(address);
            BoundConstant[] networks = [.. Enumerable.Range(0, 40).Select(_ => Near(address, random))];
            ulong[] marks = [0];
            NetworkIndex index = new(networks.Select((network, i) => new Literal(NetworkIndex.LiteralOf(network), i)));
            index.Mark(address, marks);

            for (int i = 0; i < networks.Length; i++)
                Assert.Equal(Network.Contains(networks[i].Bytes, networks[i].PrefixLength, address), (marks[0] & (1UL << i)) != 0);
            Assert.Equal(marks[0] != 0, index.MatchesAny(address));
        }
    }

    // Mostly around the address, any length of prefix, now and then of the other family.
    private static BoundConstant Near(byte[] address, Random random)
    {
        byte[] network = random.Next(8) == 0 ? new byte[20 - address.Length] : [.. address];
        int prefix = random.Next((network.Length * 8) + 1);
        network[random.Next(network.Length)] ^= (byte)(1 << random.Next(8));
        Network.Mask(network, prefix);
        return new BoundConstant("", network, 0, prefix);
    }

    [Fact]
    public void Tries_branch_on_every_byte()
    {
        Literal[] literals = [.. Enumerable.Range(0, 256).Select(i => new Literal([(byte)i, (byte)(255 - i), 7], i % 200))];
        LiteralSample sample = new(literals, [[1, 254, 7, 9], [1, 254], [9, 255, 0, 7], []]);
        sample.AssertAnswers(new PrefixTrie(literals), (value, literal) => value.AsSpan().StartsWith(literal));
        sample.AssertAnswers(new SuffixTrie(literals), (value, literal) => value.AsSpan().EndsWith(literal));
    }

    [Fact]
    public void Nothing_matches_where_there_are_no_literals()
    {
        LiteralSample sample = new([], [[], [0], [.. "/etc/passwd"u8]]);
        foreach (LiteralIndex index in (LiteralIndex[])[new EqualityIndex([]), new PrefixTrie([]), new SuffixTrie([]), new PathTrie([]), new NeedleSet([])])
            sample.AssertAnswers(index, (_, _) => true);
    }
}
