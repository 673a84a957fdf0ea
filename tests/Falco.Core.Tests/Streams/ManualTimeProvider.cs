namespace Falco.Core.Tests.Streams;

/// <summary>A clock whose timers fire when the test says so.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(() => callback(state));
        _timers.Add(timer);
        return timer;
    }

    public void Fire()
    {
        foreach (ManualTimer timer in _timers)
            timer.Fire();
    }

    private sealed class ManualTimer(Action callback) : ITimer
    {
        private bool _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => _isDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        public void Fire()
        {
            if (!_isDisposed)
                callback();
        }
    }
}
