using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Rules.Tests.Literals;

public sealed class EqualityIndexTests
{
    [Fact]
    public void An_empty_set_holds_nothing_not_even_the_empty_text()
    {
        EqualityIndex set = Set();
        Assert.False(set.MatchesAny([]));
        Assert.False(set.MatchesAny("a"u8));
    }

    [Fact]
    public void The_empty_text_can_be_a_member() => Assert.True(Set([], [1]).MatchesAny([]));

    [Fact]
    public void Members_that_differ_only_in_the_middle_are_told_apart()
    {
        EqualityIndex set = Set("/usr/lib/aaaa/core.so"u8.ToArray());
        Assert.False(set.MatchesAny("/usr/lib/bbbb/core.so"u8));
    }

    private static EqualityIndex Set(params byte[][] members) => new(members.Select(member => new Literal(member, 0)));
}
