namespace Falco.Conformance;

/// <summary>Counts comparisons and keeps those that differ, so that a run shows all of them and not the first.</summary>
internal sealed class Differences
{
    private readonly List<string> _differences = [];
    private int _count;

    /// <summary>Compares what was recorded with what we have.</summary>
    public void Compare(object where, string? expected, string? actual)
    {
        _count++;
        if (expected != actual)
            _differences.Add($"{where}\n  expected {expected ?? "nothing"}\n  actual   {actual ?? "nothing"}");
    }

    /// <summary>Fails with all differences, or says how much was compared.</summary>
    public void AssertNone()
    {
        Assert.NotEqual(0, _count);
        Assert.True(_differences.Count == 0, $"{_differences.Count} of {_count} differ:\n{string.Join('\n', _differences)}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{_count} compared");
    }
}
