using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Suppression;

/// <summary>Remembers which alerts passed lately. One thread at a time.</summary>
internal sealed class RecentAlerts(Deduplication options, TimeProvider clock)
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long Time)> _order = [];

    /// <summary>Whether an alert of the same key passed within the window.</summary>
    public bool Contains(Alert alert)
    {
        long now = clock.GetTimestamp();
        while (_order.TryPeek(out (string Key, long Time) oldest) && clock.GetElapsedTime(oldest.Time, now) >= options.Window)
            Forget();
        return KeyOf(alert) is { } key && _keys.Contains(key);
    }

    /// <summary>Remembers an alert that passes; the oldest makes room.</summary>
    public void Add(Alert alert)
    {
        if (KeyOf(alert) is not { } key || !_keys.Add(key))
            return;
        if (_order.Count >= options.MaxRemembered)
            Forget();
        _order.Enqueue((key, clock.GetTimestamp()));
    }

    private void Forget() => _keys.Remove(_order.Dequeue().Key);

    // The application's own function runs on the thread that posts: one that throws must not cost an alert.
    private string? KeyOf(Alert alert)
    {
        try
        {
            return options.Key(alert);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
