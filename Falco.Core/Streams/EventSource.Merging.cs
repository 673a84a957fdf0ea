using System.Runtime.CompilerServices;
using Falco.Core.Events;

namespace Falco.Core.Streams;

public abstract partial class EventSource
{
    private EventHold? _hold;

    /// <summary>
    /// Where events are handed over that happen beside the stream. Only a source that watches something live merges them into it; for a recording
    /// they stay where they are, because what there was to tell is in it.
    /// </summary>
    public EventInjection Injection { get; } = new();

    /// <summary>
    /// Lets events wait for news from beside the stream, in order: whoever observes the source sees the news first, a recording too. Call it before the
    /// source runs.
    /// </summary>
    /// <param name="gate">Says which events have to wait.</param>
    /// <param name="options">For how long at most.</param>
    /// <returns>What becomes of the events that wait.</returns>
    public EventHoldStatistics HoldEvents(IEventGate gate, EventHoldOptions options)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LongestWait, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxBytes, nameof(options));
        lock (_gate)
        {
            if (_isStarted)
                throw new InvalidOperationException("The source runs already: let events wait before it is run.");
            _hold = new EventHold(gate, options);
            return _hold.Statistics;
        }
    }

    /// <summary>Hands an event to every observer, after those from beside the stream that took place before it.</summary>
    protected void PublishMerged(in Event view)
    {
        if (_hold is not null && Keeps(in view))
            return;
        if (Injection.IsDue(view.Timestamp))
            PublishDue(view.Timestamp);
        Publish(in view);
    }

    /// <summary>
    /// Hands the events from beside the stream to every observer that took place before a time, and those that have waited long enough: while the stream
    /// itself is still.
    /// </summary>
    /// <param name="time">Nanoseconds since the Unix epoch; nothing that the source has yet to deliver may be older.</param>
    protected void PublishInjected(ulong time)
    {
        if (_hold is { IsHolding: true } hold)
        {
            if (!hold.IsOver(time))
                return;
            PublishHeld(hold);
        }

        if (Injection.IsDue(time))
            PublishDue(time);
    }

    /// <summary>Hands what still waits to every observer: the stream has ended.</summary>
    protected void PublishRest(ulong time)
    {
        if (_hold is { IsHolding: true } hold)
            PublishHeld(hold);
        PublishDue(time);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Keeps(in Event view)
    {
        EventHold hold = _hold!;
        if (hold.TryKeep(in view, out bool isOver))
            return true;
        if (isOver)
            PublishHeld(hold);
        return hold.TryBegin(in view);
    }

    private void PublishHeld(EventHold hold)
    {
        // What took place at once is what was waited for; its time becomes that of the first event that needs it.
        PublishDue(hold.FirstTime);
        while (hold.TryTake(out Event view))
        {
            if (Injection.IsDue(view.Timestamp))
                PublishDue(view.Timestamp);
            Publish(in view);
        }
    }

    private void PublishDue(ulong time)
    {
        while (Injection.TryTake(time, out byte[]? encoded))
        {
            if (Event.TryRead(encoded, ushort.MaxValue, EventFlags.None, out Event view) == EventFault.None)
                Publish(in view);
        }
    }
}
