using System.Diagnostics;
using System.Text;
using Falco.Rules.Compilation.Operators.RegularExpressions;

namespace Falco.Rules.Tests.Compilation;

/// <summary>The dialect is RE2's POSIX syntax; what each row says was observed on RE2 itself.</summary>
public sealed class RegularExpressionTests
{
    [Fact]
    public void What_RE2_rejects_in_POSIX_syntax_is_rejected_in_its_words()
    {
        const string Table =
            """
            \d ⇶ invalid escape sequence: \d
            \b ⇶ invalid escape sequence: \b
            \pN ⇶ invalid escape sequence: \p
            \Qa\E ⇶ invalid escape sequence: \Q
            \1 ⇶ invalid escape sequence: \1
            \8 ⇶ invalid escape sequence: \8
            \é ⇶ invalid escape sequence: \é
            a\xzz ⇶ invalid escape sequence: \xzz
            \x1 ⇶ invalid escape sequence: \x1
            \x{} ⇶ invalid escape sequence: \x{}
            \x{41 ⇶ invalid escape sequence: \x{41
            \x{110000} ⇶ invalid escape sequence: \x{110000
            (?i)a ⇶ no argument for repetition operator: ?
            a|* ⇶ no argument for repetition operator: *
            {2} ⇶ no argument for repetition operator: {2}
            (+) ⇶ no argument for repetition operator: +
            a{1001} ⇶ invalid repetition size: {1001}
            a{2,1} ⇶ invalid repetition size: {2,1}
            (a{100}){11} ⇶ invalid repetition size: {11}
            a{1000}{2} ⇶ invalid repetition size: {2}
            [[:foo:]] ⇶ invalid character class range: [:foo:]
            [z-a] ⇶ invalid character class range: z-a
            [a-b-c] ⇶ invalid character class range: -c
            [a--] ⇶ invalid character class range: a--
            [a-[:digit:]] ⇶ invalid character class range: a-[
            [a ⇶ missing ]: [a
            [\] ⇶ missing ]: [\]
            [a- ⇶ invalid UTF-8
            (a ⇶ missing ): (a
            a) ⇶ unexpected ): a)
            a\ ⇶ trailing \
            """;
        foreach ((string pattern, string expected) in Conditions.Rows(Table))
        {
            Assert.False(RegularExpression.TryCompile(Encoding.UTF8.GetBytes(pattern), out _, out string? error), pattern);
            Assert.Equal(expected, error);
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_no_pattern()
    {
        Assert.False(RegularExpression.TryCompile([0xFF], out _, out string? error));
        Assert.Equal("invalid UTF-8", error);
    }

    [Theory]
    [InlineData("a**", "aaa", true)]
    [InlineData("a*?", "aaa", true)]
    [InlineData("a*?", "", true)]
    [InlineData("^*a", "a", true)]
    [InlineData("(|a)*b", "aab", true)]
    [InlineData("a||b", "", true)]
    [InlineData("a{,3}", "a{,3}", true)]
    [InlineData("a{99999999999}", "a{99999999999}", true)]
    [InlineData("a{2,}", "aaa", true)]
    [InlineData("x{2}{3}", "xxxxxx", true)]
    [InlineData("[]a]+", "]a", true)]
    [InlineData("[^]a]", "b", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[--a]", "0", true)]
    [InlineData("[[:word:]]+", "a_9", true)]
    [InlineData("[[:^alpha:]]", "1", true)]
    [InlineData("[[:^alpha:]]", "é", true)]
    [InlineData(@"\101\x42\x{43}\.", "ABC.", true)]
    [InlineData(@"\_", "_", true)]
    [InlineData(".", "\n", false)]
    [InlineData("[^a]", "\n", true)]
    [InlineData("a$\n^b", "a\nb", true)]
    [InlineData("a", "ba", false)]
    [InlineData("a|ab", "ab", true)]
    [InlineData(".", "é", true)]
    [InlineData(".", "😀", true)]
    [InlineData("..", "😀", false)]
    [InlineData("[^a]", "😀", true)]
    [InlineData("[é-😀]", "中", true)]
    [InlineData("[😀-😂]{2}", "😁😂", true)]
    [InlineData("😀*", "😀😀", true)]
    [InlineData("A", "a", false)]
    public void Patterns_match_as_in_RE2(string pattern, string text, bool expected)
    {
        Assert.True(RegularExpression.TryCompile(Encoding.UTF8.GetBytes(pattern), out RegularExpression? expression, out string? error), error);
        Assert.Equal(expected, expression.IsMatch(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_match_as_a_replacement_character()
    {
        Assert.True(RegularExpression.TryCompile("a.\\x{fffd}"u8, out RegularExpression? expression, out _));
        Assert.True(expression.IsMatch([(byte)'a', 0xFF, 0xFE]));
    }

    [Fact]
    public void Time_grows_with_the_text_and_not_with_the_ways_to_match_it()
    {
        Assert.True(RegularExpression.TryCompile("(a*)*(a|a)*(.*.*)*b"u8, out RegularExpression? expression, out _));
        byte[] text = new byte[20_000];
        Array.Fill(text, (byte)'a');
        Stopwatch watch = Stopwatch.StartNew();
        Assert.False(expression.IsMatch(text));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }
}
