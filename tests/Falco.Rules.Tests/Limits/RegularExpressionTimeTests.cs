using System.Text;
using Falco.Rules.Compilation.Operators.RegularExpressions;

namespace Falco.Rules.Tests.Limits;

/// <summary>Patterns that make other engines run for ages, over the longest text that a field can hold.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class RegularExpressionTimeTests
{
    // The longest texts are command lines and paths of a page.
    private const int LongestText = 4096;

    // The worst of these makes the runtime build ten thousand states, once for the pattern, which takes seconds. Backtracking would take
    // longer than the universe has.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("(a+)+")]
    [InlineData("(a*)*b")]
    [InlineData("(a|aa)+b")]
    [InlineData("(a|a|a|a|a)*b")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)b")]
    [InlineData("((a{0,10}){0,10}){0,10}b")]
    [InlineData("(a?){900}a{900}")]
    [InlineData("(a|b)*a(a|b){900}")]
    [InlineData(".*a.{500}")]
    [InlineData("(x?a?b?){333}")]
    [InlineData("([ab]{1,30}){1,30}c")]
    public void A_pattern_takes_bounded_time_and_memory(string pattern)
    {
        Assert.True(RegularExpression.TryCompile(Encoding.UTF8.GetBytes(pattern), out RegularExpression? expression, out string? error), error);
        Random random = new(7);
        byte[] text = new byte[LongestText];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < 2; i++)
        {
            random.GetItems("ab"u8, text);
            expression.IsMatch(text);
            Array.Fill(text, (byte)'a');
            expression.IsMatch(text);
        }

        TimeSpan elapsed = Environment.CpuUsage.TotalTime - start;
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(expression);
        TestContext.Current.TestOutputHelper?.WriteLine($"{pattern}: {elapsed.TotalMilliseconds:F0} ms, {grown / 1024} KiB");
        Assert.InRange(elapsed, TimeSpan.Zero, Enough);
        Assert.InRange(grown, long.MinValue, 512 * 1024 * 1024);
    }
}
