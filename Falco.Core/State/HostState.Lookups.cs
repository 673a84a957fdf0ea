using Falco.Core.Streams;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private IThreadProvider? _threadProvider;
    private long _lookups;
    private ulong _lookupPeriodStart;

    /// <inheritdoc/>
    public void OnThreadProvider(IThreadProvider provider) => _threadProvider = provider;

    /// <summary>A thread that is known, that the source can tell of, or that is made up.</summary>
    /// <returns>Nothing if the table is full.</returns>
    private ThreadRecord? ObtainThread(long threadId) => _threads.Find(threadId) ?? ReadThread(threadId) ?? InventThread(threadId);

    /// <summary>Asks the source for a thread that is not known, and for its main thread if that is not known either.</summary>
    private ThreadRecord? ReadThread(long threadId)
    {
        if (_threadProvider is not { } provider || IsFullFor(threadId) || !TakeLookup(out bool withSockets))
            return null;
        Statistics.ThreadLookups++;
        if (!provider.TryReadThread(threadId, withSockets, this) || _threads.Find(threadId) is not { } thread)
        {
            Statistics.UnansweredThreadLookups++;
            return null;
        }

        if (!thread.IsMainThread && _threads.Find(thread.ProcessId) is null && provider.TryReadThread(thread.ProcessId, withSockets, this)
            && _threads.Find(thread.ProcessId) is { } main)
        {
            Adopt(main);
        }

        Adopt(thread);
        return thread;
    }

    /// <summary>Does for one thread what is done for all when the tables are complete.</summary>
    private void Adopt(ThreadRecord thread)
    {
        LinkThread(thread);
        foreach (DescriptorRecord descriptor in thread.OwnDescriptors)
            FixDirection(descriptor);
    }

    private bool TakeLookup(out bool withSockets)
    {
        ulong period = (ulong)_options.ThreadLookupPeriod.TotalNanoseconds;
        if (period > 0 && _time - _lookupPeriodStart >= period)
        {
            _lookups = 0;
            _lookupPeriodStart = _time;
        }

        withSockets = IsBelow(_options.MaxSocketLookups);
        if (!IsBelow(_options.MaxThreadLookups))
            return false;
        _lookups++;
        return true;
    }

    private bool IsBelow(int limit) => limit < 0 || _lookups < limit;

    private void ForgetLookups()
    {
        _threadProvider = null;
        _suspects.Clear();
        _nextPurge = 0;
        _lookups = 0;
        _lookupPeriodStart = 0;
    }
}
