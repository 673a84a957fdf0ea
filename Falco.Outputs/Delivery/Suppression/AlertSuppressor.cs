using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Suppression;

/// <summary>Keeps back alerts that a sink is not to get so often, before they take a place in its queue.</summary>
internal sealed class AlertSuppressor
{
    private readonly TokenBucket? _bucket;
    private readonly RecentAlerts? _recent;
    private readonly Lock _gate = new();

    private AlertSuppressor(SinkOptions options, TimeProvider clock)
    {
        _bucket = options.RateLimit is { } limit ? new TokenBucket(limit, clock) : null;
        _recent = options.Deduplication is { } deduplication ? new RecentAlerts(deduplication, clock) : null;
    }

    /// <summary>What a sink's options ask for, or <see langword="null"/> for nothing.</summary>
    public static AlertSuppressor? Create(SinkOptions options, TimeProvider clock) =>
        options.RateLimit is null && options.Deduplication is null ? null : new AlertSuppressor(options, clock);

    /// <summary>Why an alert is kept back, or <see langword="null"/>. Alerts about Falco itself never are.</summary>
    public DropReason? Judge(Alert alert)
    {
        if (InternalAlert.Is(alert))
            return null;
        lock (_gate)
        {
            if (_recent?.Contains(alert) == true)
                return DropReason.Duplicate;
            if (_bucket?.TryTake() == false)
                return DropReason.RateLimited;

            // Only what passes is what a later one repeats.
            _recent?.Add(alert);
            return null;
        }
    }
}
