using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>On how many events, and on which, every official rule and every macro holds.</summary>
public sealed class CaptureConditionTests
{
    public static TheoryData<string> Captures
    {
        get
        {
            TheoryData<string> data = [];
            if (ReferenceData.IsPresent)
            {
                foreach (string file in Directory.EnumerateFiles(ReferenceData.File("captures"), "*.conditions.tsv").Order())
                    data.Add(Path.GetFileName(file).Split('.')[0]);
            }

            if (data.Count == 0)
                data.Add("");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Conditions_hold_on_the_events_of_the_reference(string capture) => Compare(capture, RuleOptimizations.All);

    [Theory]
    [ClassData(typeof(OptimizationVariants))]
    public void Conditions_hold_on_the_same_events_without_an_optimization(RuleOptimizations optimizations)
    {
        Compare("attack", optimizations);
        Compare("rare", optimizations);
    }

    private static void Compare(string capture, RuleOptimizations optimizations)
    {
        ReferenceData.Require();
        Dictionary<string, string> expected = RecordedConditions.Read(ReferenceData.File("captures", $"{capture}.conditions.tsv"));
        string[] files = [.. CaptureReplay.AllOfficial, "macro-probes.yaml"];
        RuleSet rules = CaptureReplay.LoadRules(files, new RuleLoaderOptions { AppendOutput = [] });

        List<Alert> alerts = CaptureReplay.Run(
            ReferenceData.File("captures", $"{capture}.scap"), rules, new RuleEngineOptions { MatchAll = true, Optimizations = optimizations });

        HashSet<string> official = [.. CaptureReplay.LoadRules(CaptureReplay.AllOfficial).Rules.Select(rule => rule.Name)];
        Dictionary<string, string> actual = RecordedConditions.Of(alerts.Select(alert => (alert.Rule, alert.Timestamp, alert.EventNumber)), official);
        string[] differences = RecordedConditions.Differences(expected, actual);
        Assert.True(differences.Length == 0, $"{differences.Length} of {expected.Count} differ\n{string.Join('\n', differences)}");
    }
}
