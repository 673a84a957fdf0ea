namespace Falco.Testing.Support;

/// <summary>A clock that stands still until a test moves it; timers that come due meanwhile fire in their order, on the thread that moves it.</summary>
public sealed class SteppedClock : TimeProvider
{
    private readonly Lock _changing = new();
    private readonly List<SteppedTimer> _timers = [];
    private TimeSpan _elapsed;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan Elapsed
    {
        get
        {
            lock (_changing)
                return _elapsed;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SteppedTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_changing)
            _timers.Add(timer);
        return timer;
    }

    /// <summary>Moves the clock on.</summary>
    public void Advance(TimeSpan time)
    {
        TimeSpan end = Elapsed + time;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_changing)
            _elapsed = end;
    }

    private SteppedTimer? TakeDue(TimeSpan end)
    {
        lock (_changing)
        {
            SteppedTimer? due = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (due?.Due is not { } time)
                return null;
            _elapsed = time;
            due.Due = due.Period > TimeSpan.Zero ? time + due.Period : null;
            return due;
        }
    }

    private sealed class SteppedTimer(SteppedClock clock, Action callback) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._changing)
            {
                Due = dueTime < TimeSpan.Zero ? null : clock._elapsed + dueTime;
                Period = period;
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._changing)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
