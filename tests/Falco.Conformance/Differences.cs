namespace Falco.Conformance;

/// <summary>Counts comparisons and keeps those that differ, so that a run shows all of them and not the first.</summary>
internal sealed class Differences
{
    private readonly List<string> _differences = [];
    private readonly HashSet<string> _failed = [];
    private readonly HashSet<string> _lines = [];
    private string? _line;
    private int _count;

    /// <summary>Lines that were begun.</summary>
    public int Lines => _lines.Count;

    /// <summary>Lines among them without a difference.</summary>
    public int PassedLines => _lines.Count - _failed.Count;

    /// <summary>What follows belongs to a line of a recording.</summary>
    public void BeginLine(RecordedOperation line)
    {
        _line = line.ToString();
        _lines.Add(_line);
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

    /// <summary>Compares what was recorded with what we have.</summary>
    public void Compare(object where, string? expected, string? actual)
    {
        _count++;
        if (expected == actual)
            return;
        if (_line is not null)
            _failed.Add(_line);
        _differences.Add($"{where}\n  expected {expected ?? "nothing"}\n  actual   {actual ?? "nothing"}");
    }

    /// <summary>Fails with all differences, or says how much was compared.</summary>
    public void AssertNone()
    {
        Assert.NotEqual(0, _count);
        Assert.True(_differences.Count == 0, $"{_differences.Count} of {_count} differ:\n{string.Join('\n', _differences)}");
        TestContext.Current.TestOutputHelper?.WriteLine(_lines.Count == 0 ? $"{_count} compared" : $"{_count} compared in {_lines.Count} lines");
    }
}
