namespace Falco.Conformance;

/// <summary>Counts comparisons and keeps those that differ, so that a run shows all of them and not the first.</summary>
/// <param name="folder">The recordings of which every line is to be accounted for; <see langword="null"/> if it need not.</param>
internal sealed class Differences(string? folder = null)
{
    private readonly List<string> _differences = [];
    private readonly HashSet<(string Recording, int Line)> _compared = [];
    private readonly HashSet<(string Recording, int Line)> _differing = [];
    private readonly Dictionary<(string Recording, int Line), string> _excused = [];
    private (string Recording, int Line)? _line;
    private int _count;

    /// <summary>The recorded line that the next comparisons belong to.</summary>
    public void At(RecordedOperation recorded) => _line = Key(recorded);

    /// <summary>Leaves the line out of the comparison, for a reason that the run shows.</summary>
    public void Excuse(RecordedOperation recorded, string reason) => _excused[Key(recorded)] = reason;

    /// <summary>Compares what was recorded with what we have.</summary>
    public void Compare(object where, string? expected, string? actual)
    {
        _count++;
        if (_line is { } line)
            _compared.Add(line);
        if (expected == actual)
            return;
        _differences.Add($"{where}\n  expected {expected ?? "nothing"}\n  actual   {actual ?? "nothing"}");
        if (_line is { } wrong)
            _differing.Add(wrong);
    }

    /// <summary>Fails with all differences, or says how much was compared.</summary>
    public void AssertNone()
    {
        Assert.NotEqual(0, _count);
        AssertAlike();
        TestContext.Current.TestOutputHelper?.WriteLine($"{_count} compared");
    }

    /// <summary>Fails if a line of the folder was neither compared nor excused, or differs; otherwise says how many there are of each.</summary>
    public void AssertEveryLine()
    {
        List<RecordedOperation> lines = [.. RecordedOperation.ReadAll(folder!).SelectMany(recording => recording.Where(line => line.Kind != "test"))];
        List<RecordedOperation> compared = [.. lines.Where(line => _compared.Contains(Key(line)))];
        List<RecordedOperation> others = [.. lines.Except(compared)];
        List<RecordedOperation> forgotten = [.. others.Where(line => !_excused.ContainsKey(Key(line)))];
        int passed = compared.Count(line => !_differing.Contains(Key(line)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{folder}: {passed} / {compared.Count} compared lines agree, of {lines.Count} lines");
        foreach (IGrouping<string, RecordedOperation> excused in others.Except(forgotten).GroupBy(line => _excused[Key(line)]))
            TestContext.Current.TestOutputHelper?.WriteLine($"  {excused.Count()} not compared: {excused.Key}");
        AssertAlike();
        Assert.True(forgotten.Count == 0, $"{forgotten.Count} lines are not looked at:\n{string.Join('\n', forgotten.Select(line => $"{line} {line.Kind}"))}");
    }

    private static (string Recording, int Line) Key(RecordedOperation recorded) => (recorded.Recording, recorded.Line);

    private void AssertAlike() =>
        Assert.True(_differences.Count == 0, $"{_differences.Count} of {_count} differ:\n{string.Join('\n', _differences)}");
}
