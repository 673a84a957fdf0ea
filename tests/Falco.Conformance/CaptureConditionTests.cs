using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
    public void Conditions_hold_on_the_events_of_the_reference(string capture)
    {
        ReferenceData.Require();
        Dictionary<string, string> expected = File.ReadLines(ReferenceData.File("captures", $"{capture}.conditions.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => $"{cells[1]} {cells[2]}");
        string[] files = [.. CaptureReplay.AllOfficial, "macro-probes.yaml"];
        RuleSet rules = CaptureReplay.LoadRules(files, new RuleLoaderOptions { AppendOutput = [] });

        List<Alert> alerts = CaptureReplay.Run(
            ReferenceData.File("captures", $"{capture}.scap"), rules, new RuleEngineOptions { MatchAll = true });

        HashSet<string> official = [.. CaptureReplay.LoadRules(CaptureReplay.AllOfficial).Rules.Select(rule => rule.Name)];
        Dictionary<string, string> actual = alerts.GroupBy(alert => alert.Rule).ToDictionary(
            group => group.Key,
            group => $"{group.Count()} {Digest(group.Select(alert => official.Contains(group.Key) ? Time(alert.Timestamp) : Number(alert.EventNumber)))}");
        string[] differences =
        [
            .. expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)
                .Where(name => expected.GetValueOrDefault(name) != actual.GetValueOrDefault(name))
                .Select(name => $"{name}: expected {expected.GetValueOrDefault(name) ?? "never"}, got {actual.GetValueOrDefault(name) ?? "never"}"),
        ];
        Assert.True(differences.Length == 0, $"{differences.Length} of {expected.Count} differ\n{string.Join('\n', differences)}");
    }

    private static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(ulong timestamp) =>
        DateTime.UnixEpoch.AddSeconds(timestamp / 1_000_000_000).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        + "." + (timestamp % 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture) + "Z";

    private static string Digest(IEnumerable<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))))[..32];
}
