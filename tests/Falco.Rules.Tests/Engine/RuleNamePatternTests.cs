using Falco.Rules.Engine;

namespace Falco.Rules.Tests.Engine;

public sealed class RuleNamePatternTests
{
    [Theory]
    [InlineData("a b", "a b", true)]
    [InlineData("a", "a b", false)]
    [InlineData("a*", "a b", true)]
    [InlineData("*b", "a b", true)]
    [InlineData("*", "", true)]
    [InlineData("***", "anything", true)]
    [InlineData("a*c*e", "abcde", true)]
    [InlineData("a*c*e", "abcd", false)]
    [InlineData("*b*", "abc", true)]
    [InlineData("*ab", "abcab", false)] // The first place counts, and no other is tried.
    [InlineData("*ab*", "abcab", true)]
    public void A_star_stands_for_anything(string pattern, string name, bool expected) =>
        Assert.Equal(expected, RuleNamePattern.IsMatch(pattern, name));
}
