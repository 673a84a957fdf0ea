using Falco.Rules.Engine;
using Falco.Testing.Files;

namespace Falco.Testing.Running;

/// <summary>Compares the alerts that came with those that must, may and must not.</summary>
internal sealed class AlertComparison
{
    private readonly int[] _counts;
    private readonly List<RaisedAlert> _unexpected = [];

    /// <param name="expected">What must come.</param>
    /// <param name="may">Names of rules that may raise others.</param>
    /// <param name="raised">What came.</param>
    public AlertComparison(IReadOnlyList<ExpectedAlert> expected, IReadOnlySet<string> may, IReadOnlyList<RaisedAlert> raised)
    {
        _counts = new int[expected.Count];
        foreach (RaisedAlert alert in raised)
        {
            if (!TryAssign(alert, expected) && !may.Contains(alert.Alert.Rule))
                _unexpected.Add(alert);
        }

        for (int i = 0; i < expected.Count; i++)
        {
            if (_counts[i] < expected[i].Count)
                Missing.Add((expected[i], _counts[i]));
        }
    }

    /// <summary>What did not come often enough, and how often it came.</summary>
    public List<(ExpectedAlert Alert, int Came)> Missing { get; } = [];

    /// <summary>What came and should not have.</summary>
    public IReadOnlyList<RaisedAlert> Unexpected => _unexpected;

    /// <summary>Takes the unexpected alert that is most like one that is missing; it is told of once.</summary>
    public RaisedAlert? TakeAlike(ExpectedAlert missing)
    {
        RaisedAlert? alike = _unexpected.Where(alert => alert.Alert.Rule == missing.Rule)
            .MinBy(alert => Differences(missing, alert).Count());
        if (alike is not null)
            _unexpected.Remove(alike);
        return alike;
    }

    /// <summary>How an alert of the rule differs from what must come.</summary>
    public static IEnumerable<string> Differences(ExpectedAlert expected, RaisedAlert raised)
    {
        if (expected.Event != 0 && expected.Event != raised.Item)
            yield return $"it was raised by event {raised.Item} instead of {expected.Event}";
        if (expected.Priority is { } priority && priority != raised.Alert.Priority)
            yield return $"priority is {raised.Alert.Priority} instead of {priority}";
        if (!raised.Alert.Message.Contains(expected.Message, StringComparison.Ordinal))
            yield return $"the output does not contain '{expected.Message}'";
        foreach ((string field, string value) in expected.Fields)
        {
            if (ValueOf(raised.Alert, field) is { } came && came != value)
                yield return $"{field} is '{came}' instead of '{value}'";
        }
    }

    private bool TryAssign(RaisedAlert alert, IReadOnlyList<ExpectedAlert> expected)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            if (expected[i].Rule != alert.Alert.Rule || (_counts[i] >= expected[i].Count && !expected[i].IsLeast) || Differences(expected[i], alert).Any())
                continue;
            _counts[i]++;
            return true;
        }

        return false;
    }

    // Whoever looks at a field has had it added to the alerts, as text.
    private static string? ValueOf(Alert alert, string field)
    {
        foreach (AlertField candidate in alert.Fields)
        {
            if (candidate.Name == field)
                return candidate.Value as string ?? "<NA>";
        }

        return "<NA>";
    }
}
