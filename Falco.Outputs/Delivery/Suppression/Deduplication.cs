using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Suppression;

/// <summary>Keeps back alerts that the sink has just got.</summary>
public sealed record Deduplication
{
    /// <summary>How long after an alert the same is kept back; the next one passes, however many came meanwhile. Default: one minute.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What makes two alerts the same: equal texts. Default: the rule and the message.</summary>
    public Func<Alert, string> Key { get; init; } = static alert => $"{alert.Rule}\n{alert.Message}";

    /// <summary>How many different alerts are remembered at most; the oldest are forgotten first. Default: 10,000.</summary>
    public int MaxRemembered { get; init; } = 10_000;
}
