using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Hosting.Feeds;

/// <summary>Measures, at a sample of the events, how long after they happened they are judged.</summary>
internal sealed class LagProbe(TimeProvider clock) : IEventObserver
{
    // A look at the clock costs as much as decoding an event.
    private const int SamplePeriod = 512;

    private int _untilSample;
    private long _ticks;

    /// <summary>The lag at the last sample. May be read from any thread.</summary>
    public TimeSpan Lag => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public void OnEvent(in Event view)
    {
        if (--_untilSample > 0)
            return;
        _untilSample = SamplePeriod;
        long happened = (long)(view.Timestamp / TimeSpan.NanosecondsPerTick);
        long now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
        Volatile.Write(ref _ticks, Math.Max(0, now - happened));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
