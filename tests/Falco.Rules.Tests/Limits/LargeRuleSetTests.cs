using System.Globalization;
using System.Text;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Limits;

/// <summary>Rule sets far larger than those in the field load while one waits.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class LargeRuleSetTests
{
    // Five seconds are promised, of which the just-in-time compiler has its share; an old machine may need a few times as long.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_list_of_100000_items_and_10000_rules_load_in_seconds()
    {
        StringBuilder content = new("- list: many\n  items:\n");
        for (int i = 0; i < 100_000; i++)
            content.Append(CultureInfo.InvariantCulture, $"  - item{i}\n");
        content.Append("- macro: known\n  condition: proc.name in (many)\n");
        for (int i = 0; i < 10_000; i++)
        {
            string condition = i % 1000 == 0 ? "known" : FormattableString.Invariant($"fd.name startswith /data/{i} and not proc.pname in (a{i}, sh)");
            content.Append(CultureInfo.InvariantCulture, $"- rule: rule {i}\n  desc: d\n  condition: evt.type in (open, openat) and {condition}\n");
            content.Append("  output: o %proc.name %fd.name\n  priority: INFO\n");
        }

        TimeSpan start = Environment.CpuUsage.TotalTime;
        RuleLoader loader = new();
        RuleLoadResult result = loader.Load("large.yaml", content.ToString());
        TimeSpan loaded = Environment.CpuUsage.TotalTime - start;
        RuleEngine engine = new(loader.Build());
        TimeSpan all = Environment.CpuUsage.TotalTime - start;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{content.Length} chars: loaded in {loaded.TotalSeconds:F2} s, compiled in {(all - loaded).TotalSeconds:F2} s of processor time");

        Assert.True(result.IsSuccessful, result.ToString());
        Assert.Equal(10_000, engine.Rules.Rules.Count);
        Assert.InRange(all, TimeSpan.Zero, Enough);
    }
}
