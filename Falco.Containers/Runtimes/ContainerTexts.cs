using System.Globalization;

namespace Falco.Containers.Runtimes;

/// <summary>Texts that runtimes tell in the same ways.</summary>
internal static class ContainerTexts
{
    private const int ShortIdLength = 12;

    /// <summary>The id that control groups tell.</summary>
    public static string Shorten(string id) => id.Length > ShortIdLength ? id[..ShortIdLength] : id;

    /// <summary>A digest without the name of its algorithm.</summary>
    public static string WithoutAlgorithm(string digest)
    {
        int colon = digest.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || digest.Contains('/', StringComparison.Ordinal) ? digest : digest[(colon + 1)..];
    }

    /// <summary>Labels without those that are longer than they may be.</summary>
    public static Dictionary<string, string> Limit(IEnumerable<KeyValuePair<string, string>>? labels, int maxLength)
    {
        Dictionary<string, string> kept = [];
        foreach ((string name, string value) in labels ?? [])
        {
            if (value is not null && value.Length <= maxLength)
                kept[name] = value;
        }

        return kept;
    }

    /// <summary>Counts the processors of a list like <c>0-3,8</c>; 0 for a list that is none.</summary>
    public static long CountCpus(string list)
    {
        long count = 0;
        foreach (string part in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (!TryNumber(ends[0], out int first) || !TryNumber(ends[^1], out int last) || last < first)
                return 0;
            count += last - first + 1;
        }

        return count;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
