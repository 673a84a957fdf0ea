using Falco.Rules.Engine;

namespace Falco.Outputs.Sinks;

/// <summary>Alerts that are delivered together, in the order in which they were raised.</summary>
/// <param name="alerts">The alerts; the memory is only read, and only until the delivery is done.</param>
public readonly struct AlertBatch(ReadOnlyMemory<Alert> alerts)
{
    /// <summary>The alerts.</summary>
    public ReadOnlySpan<Alert> Alerts => alerts.Span;

    /// <summary>The number of alerts.</summary>
    public int Count => alerts.Length;
}
