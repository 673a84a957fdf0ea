namespace Falco.RuleSets.Tests.Agreement;

/// <summary>On how many events two rules of one name hold.</summary>
/// <param name="Both">Ours and the official one.</param>
/// <param name="OnlyOurs">Only ours.</param>
/// <param name="OnlyTheirs">Only the official one.</param>
internal readonly record struct AgreementCount(int Both, int OnlyOurs, int OnlyTheirs)
{
    /// <summary>Whether one holds where the other does not.</summary>
    public bool Differs => OnlyOurs + OnlyTheirs > 0;

    /// <summary>Compares what was raised, rule by rule.</summary>
    public static SortedDictionary<string, AgreementCount> ByRule(IReadOnlySet<RaisedAlert> ours, IReadOnlySet<RaisedAlert> theirs)
    {
        SortedDictionary<string, AgreementCount> counts = new(StringComparer.Ordinal);
        foreach (RaisedAlert alert in ours.Union(theirs))
        {
            AgreementCount count = counts.GetValueOrDefault(alert.Rule);
            counts[alert.Rule] = (ours.Contains(alert), theirs.Contains(alert)) switch
            {
                (true, true) => count with { Both = count.Both + 1 },
                (true, false) => count with { OnlyOurs = count.OnlyOurs + 1 },
                _ => count with { OnlyTheirs = count.OnlyTheirs + 1 },
            };
        }

        return counts;
    }
}

/// <summary>An alert, as far as two rule sets can be compared by it.</summary>
/// <param name="Capture">The name of the capture.</param>
/// <param name="Timestamp">When the event happened, nanoseconds since the Unix epoch.</param>
/// <param name="Rule">The rule's name.</param>
internal readonly record struct RaisedAlert(string Capture, ulong Timestamp, string Rule);
