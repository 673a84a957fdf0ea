namespace Falco.Outputs.Delivery;

/// <summary>Tells of a delivery that takes longer than it should, once a delivery.</summary>
internal sealed class SlowWatch : IDisposable
{
    private readonly TimeSpan _time;
    private readonly ITimer _timer;

    public SlowWatch(TimeSpan time, TimeProvider clock, Action onSlow)
    {
        _time = time;
        _timer = clock.CreateTimer(_ => onSlow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm() => _timer.Change(_time, Timeout.InfiniteTimeSpan);

    public void Disarm() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
