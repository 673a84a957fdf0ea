using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Falco.Replay.Verification;
using Falco.Testing.Support;

namespace Falco.Replay.Processes;

/// <summary>Which programs to measure, and on what.</summary>
internal sealed record ProcessArguments
{
    public const string Usage =
        """
        usage: process CAPTURE --program PATH [ARG...] [options]
          --program PATH [ARG...]  a falco program; may be given several times
          --rules FILE...          a rule set made of these files; may be given several times (default: the official stable ones, and all)
          --config FILE            falco.yaml (default: the official one)
          --alerts CAPTURE         a capture on which the first rule set raises alerts (default: attack.scap)
          --pairs N                how often each is measured, by turns with the yardstick (default 5)
        The defaults are files of the reference data; without it, they must be given.
        """;

    public string Capture { get; private set; } = "";

    public List<IReadOnlyList<string>> Programs { get; } = [];

    public List<IReadOnlyList<string>> RuleSets { get; } = [];

    public string? Configuration { get; private set; }

    public string? AlertCapture { get; private set; }

    public int Pairs { get; private set; } = 5;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out ProcessArguments? arguments, out string error)
    {
        ProcessArguments read = new();
        Queue<string> words = new(args);
        error = "";
        while (error.Length == 0 && words.TryDequeue(out string? word))
            error = read.Take(word, words);
        if (error.Length == 0)
            error = read.Complete();
        arguments = error.Length == 0 ? read : null;
        return arguments is not null;
    }

    private string Take(string word, Queue<string> words)
    {
        if (!word.StartsWith("--", StringComparison.Ordinal))
        {
            if (Capture.Length > 0)
                return $"unexpected {word}";
            Capture = word;
            return "";
        }

        List<string> values = [];
        while (words.TryPeek(out string? value) && !value.StartsWith("--", StringComparison.Ordinal))
            values.Add(words.Dequeue());
        switch (word)
        {
            case "--program" when values.Count > 0:
                Programs.Add(values);
                return "";
            case "--rules" when values.Count > 0:
                RuleSets.Add(values);
                return "";
            case "--config" when values.Count == 1:
                Configuration = values[0];
                return "";
            case "--alerts" when values.Count == 1:
                AlertCapture = values[0];
                return "";
            case "--pairs" when values.Count == 1 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pairs) && pairs > 0:
                Pairs = pairs;
                return "";
            default:
                return $"{word} is not an option, or lacks its values";
        }
    }

    private string Complete()
    {
        if (Capture.Length == 0 || Programs.Count == 0)
            return "name a capture and at least one program";
        if (ReferenceData.IsPresent)
        {
            Configuration ??= RecordedAlerts.RuleFile("falco.yaml");
            AlertCapture ??= RecordedAlerts.Recorded("captures", "attack.scap");
            if (RuleSets.Count == 0)
            {
                RuleSets.Add(RecordedAlerts.OfficialRules[..1]);
                RuleSets.Add(RecordedAlerts.OfficialRules);
            }
        }

        return Configuration is null || AlertCapture is null || RuleSets.Count == 0
            ? "there is no reference data: name --rules, --config and --alerts"
            : "";
    }
}
