using System.Text.Json;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>The alerts that the reference raised on real captures, one by one and in order.</summary>
public sealed class CaptureAlertTests
{
    private static readonly string[] Compared = ["rule", "time", "priority", "source", "tags", "output", "output_fields"];

    public static TheoryData<string, string> Recordings
    {
        get
        {
            TheoryData<string, string> data = [];
            if (ReferenceData.IsPresent)
            {
                foreach (string file in Directory.EnumerateFiles(ReferenceData.File("captures"), "*.alerts.jsonl").Order())
                {
                    string[] parts = Path.GetFileName(file).Split('.');
                    data.Add(parts[0], parts[1]);
                }
            }

            if (data.Count == 0)
                data.Add("", "");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Alerts_equal_those_of_the_reference(string capture, string rules) => Compare(capture, rules, RuleOptimizations.All);

    [Theory]
    [ClassData(typeof(OptimizationVariants))]
    public void Alerts_are_the_same_without_an_optimization(RuleOptimizations optimizations)
    {
        Compare("attack", "stable", optimizations);
        Compare("rare", "all", optimizations);
    }

    private static void Compare(string capture, string rules, RuleOptimizations optimizations)
    {
        ReferenceData.Require();
        string[] expected = File.ReadAllLines(ReferenceData.File("captures", $"{capture}.{rules}.alerts.jsonl"));

        List<Alert> alerts = CaptureReplay.Run(
            ReferenceData.File("captures", $"{capture}.scap"),
            CaptureReplay.LoadRules(rules == "stable" ? CaptureReplay.Stable : CaptureReplay.AllOfficial),
            new RuleEngineOptions { Optimizations = optimizations });

        AlertLayout layout = new(new AlertLayoutOptions { Json = true });
        List<string> differences = Compare(expected, [.. alerts.Select(layout.ToText)]);
        Assert.True(differences.Count == 0, $"{differences.Count} differences\n{string.Join('\n', differences.Take(40))}");
    }

    private static List<string> Compare(string[] expected, string[] actual)
    {
        List<string> differences = [];
        if (expected.Length != actual.Length)
            differences.Add($"expected {expected.Length} alerts, got {actual.Length}");
        for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            using JsonDocument one = JsonDocument.Parse(expected[i]), other = JsonDocument.Parse(actual[i]);
            foreach (string key in Compared)
            {
                JsonElement left = one.RootElement.GetProperty(key), right = other.RootElement.GetProperty(key);
                if (!JsonElement.DeepEquals(left, right))
                    differences.Add($"alert {i + 1}, {key}:\n  expected {left.GetRawText()}\n  actual   {right.GetRawText()}");
            }
        }

        return differences;
    }
}
