using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Falco.Rules.Engine;

namespace Falco.Replay.Stages;

/// <summary>What to replay.</summary>
internal sealed record ReplayArguments
{
    public const string Usage =
        """
        usage: replay CAPTURE [options]
               replay --stream N [options]
          --stream N       N generated events instead of a capture
          --rules FILE...  a rule set made of these files; may be given several times (default: the built-in rules)
          --synthetic N... a rule set of N synthetic rules each; fails if an event costs twice as much by one set as by the next smaller
          --rounds N       how often each stage is measured (default 5)
          --compressed     the stages read the capture as it is, compressed; the yardstick takes the plain one
          --off NAME...    optimizations of judging that are switched off, as RuleOptimizations names them, and ReadAhead
        """;

    /// <summary>Above this, literals of synthetic rules would repeat.</summary>
    private const int MaxSyntheticRules = 10_000;

    public string? Capture { get; private set; }

    public int StreamEvents { get; private set; }

    public List<IReadOnlyList<string>> RuleSets { get; } = [];

    public List<int> Synthetic { get; } = [];

    /// <summary>The optimizations that are left.</summary>
    public RuleOptimizations Optimizations { get; private set; } = RuleOptimizations.All;

    /// <summary>Whether inflating is part of what is measured.</summary>
    public bool IsCompressed { get; private set; }

    /// <summary>Whether a compressed capture is inflated ahead, by another thread.</summary>
    public bool ReadAhead { get; private set; } = true;

    public int Rounds { get; private set; } = 5;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out ReplayArguments? arguments, out string error)
    {
        ReplayArguments read = new();
        Queue<string> words = new(args);
        error = "";
        while (error.Length == 0 && words.TryDequeue(out string? word))
            error = read.Take(word, words);
        if (error.Length == 0 && (read.Capture is null) == (read.StreamEvents == 0))
            error = "name a capture, or the length of a generated stream";
        if (error.Length == 0 && read.IsCompressed && read.Capture is null)
            error = "a generated stream is not compressed";
        if (error.Length == 0 && !read.ReadAhead && !read.IsCompressed)
            error = "only what is compressed is read ahead";
        arguments = error.Length == 0 ? read : null;
        return arguments is not null;
    }

    private string Take(string word, Queue<string> words)
    {
        switch (word)
        {
            case "--rules":
                RuleSets.Add(Values(words));
                return RuleSets[^1].Count > 0 ? "" : "--rules needs files";
            case "--synthetic":
                foreach (string value in Values(words))
                {
                    if (!TryCount(value, MaxSyntheticRules, out int count))
                        return $"{value} is not a number of rules";
                    Synthetic.Add(count);
                }

                return Synthetic.Count > 0 ? "" : "--synthetic needs numbers";
            case "--rounds":
                if (!words.TryDequeue(out string? text) || !TryCount(text, int.MaxValue, out int rounds))
                    return "--rounds needs a number";
                Rounds = rounds;
                return "";
            case "--compressed":
                IsCompressed = true;
                return "";
            case "--off":
                List<string> names = Values(words);
                return names.Count == 0 ? "--off needs names" : names.Select(SwitchOff).FirstOrDefault(error => error.Length > 0, "");
            case "--stream":
                if (!words.TryDequeue(out text) || !TryCount(text, int.MaxValue, out int events))
                    return "--stream needs a number of events";
                StreamEvents = events;
                return "";
            default:
                if (Capture is not null || word.StartsWith("--", StringComparison.Ordinal))
                    return $"unexpected {word}";
                Capture = word;
                return "";
        }
    }

    private string SwitchOff(string name)
    {
        if (name.Equals(nameof(ReadAhead), StringComparison.OrdinalIgnoreCase))
            ReadAhead = false;
        else if (Enum.TryParse(name, ignoreCase: true, out RuleOptimizations optimization) && !char.IsAsciiDigit(name[0]))
            Optimizations &= ~optimization;
        else
            return $"{name} is none of {string.Join(", ", [.. Enum.GetNames<RuleOptimizations>(), nameof(ReadAhead)])}";
        return "";
    }

    private static List<string> Values(Queue<string> words)
    {
        List<string> values = [];
        while (words.TryPeek(out string? value) && !value.StartsWith("--", StringComparison.Ordinal))
            values.Add(words.Dequeue());
        return values;
    }

    private static bool TryCount(string text, int limit, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0 && count <= limit;
}
