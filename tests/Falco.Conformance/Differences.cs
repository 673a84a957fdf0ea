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
    private readonly Dictionary<string, string> _excused = [];

    /// <summary>A line is compared, though there may be nothing to compare in it.</summary>
    public void At(RecordedOperation line) => KindAt(line.ToString(), out string name).Lines.Add(name);

    /// <summary>Leaves the line out of the comparison, for a reason that the run shows.</summary>
    public void Excuse(RecordedOperation line, string reason)
    {
        KindAt(line.ToString(), out string name).Lines.Remove(name);
        _excused[line.ToString()] = reason;
    }

    /// <summary>Compares what was recorded with what we have.</summary>
    public void Compare(object where, string? expected, string? actual)
    {
        string place = where.ToString()!;
        Kind kind = KindAt(place, out string line);
        kind.Lines.Add(line);
        if (expected == actual)
            return;
        kind.Failed.Add(line);
        if (kind.Examples.Count < ExamplesPerKind)
            kind.Examples.Add($"{place}\n  expected {expected ?? "nothing"}\n  actual   {actual ?? "nothing"}");
    }

    /// <summary>Compares values by key.</summary>
    /// <param name="where">What they belong to.</param>
    /// <param name="expected">What was recorded.</param>
    /// <param name="actual">What we have.</param>
    /// <param name="isWholeRow">Whether what was not recorded must not be there.</param>
    public void CompareRows(object where, Dictionary<string, string> expected, Dictionary<string, string> actual, bool isWholeRow)
    {
        IEnumerable<string> keys = isWholeRow || expected.Count == 0 ? expected.Keys.Union(actual.Keys) : expected.Keys;
        foreach (string key in keys)
            Compare($"{where} {key}", expected.GetValueOrDefault(key), actual.GetValueOrDefault(key));
    }

    /// <summary>Fails with the first differences of each kind, or says how much was compared.</summary>
    public void AssertNone()
    {
        // Another selection of recordings may hold none of a kind; what it holds, AssertEveryLine accounts for.
        Assert.SkipWhen(_kinds.Values.All(kind => kind.Lines.Count == 0), "nothing of the kind is recorded");
        foreach ((string name, Kind kind) in _kinds)
            ConformanceSummary.Current.Add(name.Split('/')[0], kind.Lines, kind.Failed);
        string report = Report();
        Assert.True(_kinds.Values.All(kind => kind.Failed.Count == 0), report);
        TestContext.Current.TestOutputHelper?.WriteLine(report);
    }

    /// <summary>Fails if a line of the folder was neither compared nor excused, or differs; otherwise says how many there are of each.</summary>
    public void AssertEveryLine(string folder)
    {
        AssertNone();
        HashSet<string> compared = [.. _kinds.SelectMany(kind => kind.Value.Lines.Select(line => $"{kind.Key} {line}"))];
        List<string> forgotten = [];
        SortedDictionary<string, int> excused = new(StringComparer.Ordinal);
        foreach (RecordedOperation line in RecordedOperation.ReadAll(folder).SelectMany(lines => lines))
        {
            if (line.Kind == "test" || compared.Contains(line.ToString()))
                continue;
            if (_excused.TryGetValue(line.ToString(), out string? reason))
                excused[reason] = excused.GetValueOrDefault(reason) + 1;
            else
                forgotten.Add(line.ToString());
        }

        foreach ((string reason, int count) in excused)
            TestContext.Current.TestOutputHelper?.WriteLine($"{folder}: {count} not compared: {reason}");
        Assert.True(forgotten.Count == 0, $"{forgotten.Count} lines are not looked at:\n{string.Join('\n', forgotten)}");
    }

    private Kind KindAt(string place, out string line)
    {
        string[] words = place.Split(' ', 3);
        line = words.Length > 1 ? words[1] : words[0];
        if (!_kinds.TryGetValue(words[0], out Kind? kind))
            _kinds.Add(words[0], kind = new Kind());
        return kind;
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
