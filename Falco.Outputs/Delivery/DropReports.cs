using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

/// <summary>What one sink has yet to be told of the drops of all sinks. Belongs to the sink's worker.</summary>
/// <param name="ledgers">The counts of all sinks.</param>
/// <param name="period">How often the sink is told at most.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class DropReports(DropLedger[] ledgers, TimeSpan period, TimeProvider clock)
{
    private readonly long[,] _told = new long[ledgers.Length, DropLedger.Reasons.Length];
    private readonly long[,] _offered = new long[ledgers.Length, DropLedger.Reasons.Length];
    private long? _lastTime;

    /// <summary>Time until the sink may be told again.</summary>
    public TimeSpan Wait
    {
        get
        {
            if (_lastTime is not { } last)
                return TimeSpan.Zero;
            TimeSpan left = period - clock.GetElapsedTime(last);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Whether there is anything to tell.</summary>
    public bool Any()
    {
        for (int i = 0; i < ledgers.Length; i++)
        {
            foreach (DropReason reason in DropLedger.Reasons)
            {
                if (ledgers[i][reason] != _told[i, (int)reason])
                    return true;
            }
        }

        return false;
    }

    /// <summary>Adds an alert for each sink and reason of which there is something to tell.</summary>
    public void AddTo(List<Alert> alerts)
    {
        for (int i = 0; i < ledgers.Length; i++)
        {
            foreach (DropReason reason in DropLedger.Reasons)
            {
                long count = ledgers[i][reason];
                _offered[i, (int)reason] = count;
                long added = count - _told[i, (int)reason];
                if (added != 0)
                    alerts.Add(Describe(ledgers[i].Sink, reason, added));
            }
        }
    }

    /// <summary>Notes that what <see cref="AddTo"/> added last has been told; unless this is called, it is told again.</summary>
    public void Confirm()
    {
        Array.Copy(_offered, _told, _told.Length);
        _lastTime = clock.GetTimestamp();
    }

    /// <summary>Notes that the sink could not be told: it is tried again after a period.</summary>
    public void Postpone() => _lastTime = clock.GetTimestamp();

    private Alert Describe(string sink, DropReason reason, long count)
    {
        bool isSuppressed = reason is DropReason.RateLimited or DropReason.Duplicate;
        string rule = isSuppressed ? "Falco internal: alerts suppressed" : "Falco internal: alerts dropped";
        string word = DropReasonName.Of(reason);
        return InternalAlert.Create(
            rule,
            isSuppressed ? RulePriority.Informational : RulePriority.Critical,
            $"{rule}. {count} alerts did not reach output '{sink}' ({word})",
            [new AlertField("count", count), new AlertField("reason", word), new AlertField("sink", sink)],
            clock);
    }
}
