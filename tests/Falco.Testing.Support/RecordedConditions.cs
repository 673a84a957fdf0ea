using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Falco.Testing.Support;

/// <summary>
/// On how many events, and on which, each official rule and each macro holds: a line per name, <c>count digest</c>, where the digest is
/// that of what names the events, an official rule's by their times, a macro's by their numbers.
/// </summary>
public static class RecordedConditions
{
    /// <summary>What the reference recorded for a capture; without a line, a condition never held.</summary>
    public static Dictionary<string, string> Read(string path) => File.ReadLines(path).Skip(1)
        .Select(line => line.Split('\t'))
        .ToDictionary(cells => cells[0], cells => $"{cells[1]} {cells[2]}");

    /// <summary>The same of what was raised, in order.</summary>
    /// <param name="raised">The rule, the time and the number of each event that it held on.</param>
    /// <param name="official">The names of the official rules.</param>
    public static Dictionary<string, string> Of(IEnumerable<(string Rule, ulong Timestamp, ulong Number)> raised, IReadOnlySet<string> official) =>
        raised.GroupBy(one => one.Rule).ToDictionary(
            group => group.Key,
            group => $"{group.Count()} {Digest(group.Select(one => official.Contains(group.Key) ? Time(one.Timestamp) : Number(one.Number)))}");

    /// <summary>Where two differ, a line for each name.</summary>
    public static string[] Differences(Dictionary<string, string> expected, Dictionary<string, string> actual) =>
    [
        .. expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)
            .Where(name => expected.GetValueOrDefault(name) != actual.GetValueOrDefault(name))
            .Select(name => $"{name}: expected {expected.GetValueOrDefault(name) ?? "never"}, got {actual.GetValueOrDefault(name) ?? "never"}"),
    ];

    /// <summary>A time as alerts show it.</summary>
    public static string Time(ulong timestamp) =>
        DateTime.UnixEpoch.AddSeconds(timestamp / 1_000_000_000).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        + "." + (timestamp % 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture) + "Z";

    private static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Digest(IEnumerable<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))))[..32];
}
