using System.Text.Json;
using Falco.Testing.Support;

namespace Falco.Replay.Verification;

/// <summary>The alerts that the reference raised on <c>busy.scap</c> by one of the official rule sets.</summary>
/// <param name="Name">What the rule set is called.</param>
/// <param name="RuleFiles">The paths of its files, the later on top of the earlier.</param>
/// <param name="Alerts">Rule and time of each, in order.</param>
internal sealed record RecordedAlerts(string Name, IReadOnlyList<string> RuleFiles, IReadOnlyList<string> Alerts)
{
    /// <summary>Said where there are no recordings.</summary>
    public static string AbsentVerdict => $"not verified: {ReferenceData.AbsentReason}";

    /// <summary>The path of the capture.</summary>
    public static string Capture => Recorded("captures", "busy.scap");

    /// <summary>The stable rules, and all; only where the recordings are present.</summary>
    public static IReadOnlyList<RecordedAlerts> OfAllRuleSets() =>
    [
        Read("stable", OfficialRules[..1]),
        Read("all", OfficialRules),
    ];

    /// <summary>The paths of the official rule files.</summary>
    public static string[] OfficialRules => [RuleFile("falco_rules.yaml"), RuleFile("falco-incubating_rules.yaml"), RuleFile("falco-sandbox_rules.yaml")];

    /// <summary>A file beside the official rules.</summary>
    public static string RuleFile(string name) => Recorded("falco-rules", name);

    /// <summary>A file of the recordings.</summary>
    public static string Recorded(params string[] parts) => Path.Combine([ReferenceData.Folder!, .. parts]);

    /// <summary>What is compared of an alert that was written as JSON.</summary>
    public static string RuleAndTime(string line)
    {
        using JsonDocument alert = JsonDocument.Parse(line);
        return RuleAndTime(alert.RootElement.GetProperty("rule").GetString()!, alert.RootElement.GetProperty("time").GetString()!);
    }

    /// <summary>What is compared of an alert.</summary>
    public static string RuleAndTime(string rule, string time) => $"{rule} {time}";

    /// <summary>How what was raised differs from what was recorded; nothing if it does not.</summary>
    public string DifferenceFrom(IReadOnlyList<string> raised)
    {
        if (Alerts.SequenceEqual(raised))
            return "";
        int first = Alerts.Zip(raised).TakeWhile(pair => pair.First == pair.Second).Count();
        string expected = first < Alerts.Count ? Alerts[first] : "none", found = first < raised.Count ? raised[first] : "none";
        return $"alerts on busy.scap, {Name} rules, differ from those recorded: {raised.Count} instead of {Alerts.Count}; alert {first + 1} is {found} instead of {expected}";
    }

    private static RecordedAlerts Read(string name, string[] files) =>
        new(name, files, [.. File.ReadLines(Recorded("captures", $"busy.{name}.alerts.jsonl")).Select(RuleAndTime)]);
}
