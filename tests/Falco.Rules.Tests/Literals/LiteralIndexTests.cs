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
