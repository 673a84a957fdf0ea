using System.Globalization;
using System.Text;

namespace Falco.Conformance;

/// <summary>Counts comparisons and keeps those that differ, so that a run shows all kinds of differences and not the first one.</summary>
/// <remarks>
/// Places are named as <see cref="RecordedOperation"/> does: <c>folder/kind recording:line</c>, and then whatever tells several
/// comparisons of one line apart. A line has passed if none of its comparisons differs.
/// </remarks>
internal sealed class Differences
{
    private const int ExamplesPerKind = 5;

    private readonly SortedDictionary<string, Kind> _kinds = new(StringComparer.Ordinal);

    /// <summary>Compares what was recorded with what we have.</summary>
    public void Compare(object where, string? expected, string? actual)
    {
        string place = where.ToString()!;
        string[] words = place.Split(' ', 3);
        if (!_kinds.TryGetValue(words[0], out Kind? kind))
            _kinds.Add(words[0], kind = new Kind());
        string line = words.Length > 1 ? words[1] : words[0];
        kind.Lines.Add(line);
        if (expected == actual)
            return;
        kind.Failed.Add(line);
        if (kind.Examples.Count < ExamplesPerKind)
            kind.Examples.Add($"{place}\n  expected {expected ?? "nothing"}\n  actual   {actual ?? "nothing"}");
    }

    /// <summary>Fails with the first differences of each kind, or says how much was compared.</summary>
    public void AssertNone()
    {
        Assert.NotEmpty(_kinds);
        foreach ((string name, Kind kind) in _kinds)
            ConformanceSummary.Current.Add(name.Split('/')[0], kind.Lines, kind.Failed);
        string report = Report();
        Assert.True(_kinds.Values.All(kind => kind.Failed.Count == 0), report);
        TestContext.Current.TestOutputHelper?.WriteLine(report);
    }

    private string Report()
    {
        StringBuilder report = new();
        foreach ((string name, Kind kind) in _kinds)
        {
            int passed = kind.Lines.Count - kind.Failed.Count;
            report.Append(CultureInfo.InvariantCulture, $"{name}: {passed} / {kind.Lines.Count} passed\n");
            foreach (string example in kind.Examples)
                report.Append(example).Append('\n');
        }

        return report.ToString();
    }

    private sealed class Kind
    {
        public HashSet<string> Lines { get; } = [];

        public HashSet<string> Failed { get; } = [];

        public List<string> Examples { get; } = [];
    }
}
