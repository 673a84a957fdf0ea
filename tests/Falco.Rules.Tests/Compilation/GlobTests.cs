using System.Text;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Tests.Compilation;

/// <summary>What each row says was observed on <c>fnmatch</c> in the C locale.</summary>
public sealed class GlobTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "/a/.b", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "/", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-b-b-", false)]
    [InlineData("[a-c]", "b", true)]
    [InlineData("[!a-c]", "b", false)]
    [InlineData("[^a-c]", "d", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[!]a]", "b", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[--0]", ".", true)]
    [InlineData("[[:digit:]x]", "7", true)]
    [InlineData("[[:foo:]]", "f", false)]
    [InlineData("[[=a=]]", "a", true)]
    [InlineData("[[.a.]-c]", "b", true)]
    [InlineData("[\\]]", "]", true)]
    [InlineData("[a", "[a", true)]
    [InlineData("[a", "a", false)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("a\\", "a\\", false)]
    [InlineData("[A-C]", "b", false)]
    [InlineData("é", "é", true)]
    [InlineData("?", "é", false)]
    public void Patterns_match_as_in_the_C_library(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Glob.IsMatch(Encoding.UTF8.GetBytes(pattern), Encoding.UTF8.GetBytes(text), ignoreCase: false));

    [Theory]
    [InlineData("ABC", "abc", true)]
    [InlineData("[A-C]", "b", true)]
    [InlineData("[a-c]", "B", true)]
    [InlineData("É", "é", false)]
    public void Case_can_be_ignored_for_ASCII(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Glob.IsMatch(Encoding.UTF8.GetBytes(pattern), Encoding.UTF8.GetBytes(text), ignoreCase: true));

    [Fact]
    public void Many_stars_do_not_make_it_slow()
    {
        byte[] pattern = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("*a", 100)) + "b");
        byte[] text = new byte[10_000];
        Array.Fill(text, (byte)'a');
        Assert.False(Glob.IsMatch(pattern, text, ignoreCase: false));
    }
}
