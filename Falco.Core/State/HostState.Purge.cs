namespace Falco.Core.State;

public sealed partial class HostState
{
    // The first scan comes early, so that what is wrong with it shows soon.
    private const ulong FirstPurge = 30_000_000_000;

    // Each suspect costs a look into the operating system: a table full of them must not hold the events up.
    private const int SuspectsPerEvent = 16;

    private readonly List<long> _suspects = [];
    private ulong _nextPurge;
    private ulong _suspectsTimeout;

    /// <summary>
    /// Looks for threads whose end was not seen, now and then: only sources that can tell whether a thread still lives have such.
    /// </summary>
    private void PurgeWhenDue()
    {
        if (_suspects.Count > 0)
        {
            ExamineSuspects(SuspectsPerEvent);
            return;
        }

        ulong period = (ulong)_options.PurgePeriod.TotalNanoseconds;
        if (period == 0)
            return;
        if (_nextPurge == 0)
            _nextPurge = _time + Math.Min(period, FirstPurge);
        if (_time <= _nextPurge)
            return;
        _nextPurge = _time + period;
        FindSuspects((ulong)_options.ThreadTimeout.TotalNanoseconds);
        PurgeContainers((ulong)_options.ContainerTimeout.TotalNanoseconds);
    }

    /// <summary>Removes at once what a scan removes over the events that follow it.</summary>
    internal void PurgeInactive(ulong time, ulong timeout)
    {
        _time = time;
        FindSuspects(timeout);
        ExamineSuspects(int.MaxValue);
    }

    private void FindSuspects(ulong timeout)
    {
        _suspectsTimeout = timeout;
        foreach (ThreadRecord thread in _threads)
        {
            if (IsSuspect(thread))
                _suspects.Add(thread.ThreadId);
        }

        if (_suspects.Count == 0)
            ForgetExpiredChildren();
    }

    private bool IsSuspect(ThreadRecord thread) => thread.IsInvalid || _time > thread.LastAccess + _suspectsTimeout;

    private void ExamineSuspects(int limit)
    {
        for (; limit > 0 && _suspects.Count > 0; limit--)
        {
            int last = _suspects.Count - 1;
            long threadId = _suspects[last];
            _suspects.RemoveAt(last);

            // Since the scan it may have gone, or been heard of again.
            if (_threads.Find(threadId) is not { } thread || !IsSuspect(thread) || IsAlive(thread))
                continue;
            RemoveThread(threadId);
            Statistics.PurgedThreads++;
        }

        if (_suspects.Count == 0)
            ForgetExpiredChildren();
    }

    private bool IsAlive(ThreadRecord thread) =>
        !thread.IsInvalid && _threadProvider?.IsThreadAlive(thread.ProcessId, thread.ThreadId, thread.Comm) == true;

    private void ForgetExpiredChildren()
    {
        foreach (ThreadRecord thread in _threads)
            thread.ExpiredChildren = 0;
    }
}
