using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Falco.Benchmarks.Replay;

/// <summary>What to replay.</summary>
internal sealed record ReplayArguments(string Capture, IReadOnlyList<string> RuleFiles, int Rounds)
{
    public const string Usage = "usage: replay CAPTURE [--rules FILE...] [--rounds N]";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out ReplayArguments? arguments, out string error)
    {
        arguments = null;
        error = "";
        string? capture = null;
        List<string> rules = [];
        int rounds = 5;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--rules":
                    while (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                        rules.Add(args[++i]);
                    break;
                case "--rounds" when i + 1 < args.Length:
                    if (!int.TryParse(args[++i], CultureInfo.InvariantCulture, out rounds) || rounds < 1)
                    {
                        error = $"{args[i]} is not a number of rounds";
                        return false;
                    }

                    break;
                default:
                    if (capture is not null)
                    {
                        error = $"unexpected {args[i]}";
                        return false;
                    }

                    capture = args[i];
                    break;
            }
        }

        if (capture is null)
        {
            error = "no capture named";
            return false;
        }

        arguments = new ReplayArguments(capture, rules, rounds);
        return true;
    }
}
