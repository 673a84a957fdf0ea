namespace Falco.Outputs.Delivery.Suppression;

/// <summary>A bucket of tokens that fills with time. One thread at a time.</summary>
internal sealed class TokenBucket(RateLimit limit, TimeProvider clock)
{
    private double _tokens = limit.Burst;
    private long _last = clock.GetTimestamp();

    public bool TryTake()
    {
        long now = clock.GetTimestamp();
        _tokens = Math.Min(limit.Burst, _tokens + (clock.GetElapsedTime(_last, now).TotalSeconds * limit.AlertsPerSecond));
        _last = now;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
