namespace Falco.Rules.Loading;

/// <summary>Fields whose use is warned of.</summary>
internal static class DeprecatedFields
{
    private const string Latency = "field is not available due to the drop of enter events.";

    /// <summary>The fields, and what is said of them, in the order of warnings.</summary>
    public static IReadOnlyList<(string Name, string Message)> All { get; } =
    [
        ("evt.dir", "due to the drop of enter events, 'evt.dir = <' always evaluates to true, and 'evt.dir = >' always evaluates to false. "
            + "The rule expression can be simplified by removing the condition on 'evt.dir'"),
        ("evt.latency", Latency),
        ("evt.latency.s", Latency),
        ("evt.latency.ns", Latency),
        ("evt.latency.human", Latency),
        ("evt.wait_latency", Latency),
    ];

    /// <summary>Warns of deprecated fields in an output. A name within another name counts, as in the reference.</summary>
    public static void WarnInOutput(string format, LoadContext context, LoadReport report)
    {
        foreach ((string name, _) in All)
        {
            if (format.Contains(name, StringComparison.Ordinal))
                report.WarnOfField(name, $"usage of deprecated field '{name}' has been detected in the rule output", context);
        }
    }
}
