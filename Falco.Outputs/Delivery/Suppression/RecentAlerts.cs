using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Suppression;

/// <summary>Remembers which alerts passed lately. One thread at a time.</summary>
internal sealed class RecentAlerts(Deduplication options, TimeProvider clock)
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long Time)> _order = [];

    /// <summary>Remembers an alert, unless it is remembered already.</summary>
    public bool TryAdd(Alert alert)
    {
        long now = clock.GetTimestamp();
        while (_order.TryPeek(out (string Key, long Time) oldest)
            && (clock.GetElapsedTime(oldest.Time, now) >= options.Window || _order.Count >= options.MaxRemembered))
            _keys.Remove(_order.Dequeue().Key);
        string key = options.Key(alert);
        if (!_keys.Add(key))
            return false;
        _order.Enqueue((key, now));
        return true;
    }
}
