namespace Falco.Rules.Diagnostics;

/// <summary>A name that nobody knows, and those that might have been meant.</summary>
/// <param name="Word">The name as written.</param>
/// <param name="Known">The names that would do.</param>
internal sealed record UnknownName(string Word, IEnumerable<string> Known)
{
    /// <summary>The known name that is most alike, or <see langword="null"/> if none is.</summary>
    public string? FindAlike()
    {
        // One slip in three letters: more would suggest what has nothing to do with it.
        int limit = Math.Max(1, Word.Length / 3);
        string? best = null;
        foreach (string candidate in Known)
        {
            int distance = Math.Abs(candidate.Length - Word.Length) > limit ? int.MaxValue : Distance(Word, candidate);
            if (distance > limit || candidate == Word)
                continue;
            limit = distance - 1;
            best = candidate;
        }

        return best;
    }

    /// <summary>How many letters are to be added, left out, changed or swapped with the next to make one text of another.</summary>
    internal static int Distance(string from, string to)
    {
        int[] beforeLast = new int[to.Length + 1];
        int[] last = new int[to.Length + 1];
        int[] current = new int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++)
            last[j] = j;
        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int cost = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1;
                int distance = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    distance = Math.Min(distance, beforeLast[j - 2] + 1);
                current[j] = distance;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[to.Length];
    }
}
