using System.Text;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Containers.Lookups;

/// <summary>
/// Looks at what starts and ends, and keeps in mind which containers are known, which were asked for and whose first process still lives. Used on the
/// source's thread only; for known containers it costs a look into a table for each process that starts, and allocates nothing.
/// </summary>
internal sealed class ContainerSightings
{
    private const int ControlGroups = 14;
    private const int VirtualThread = 18;
    private const int VirtualProcess = 19;

    // Removals are told by the first process of a container; more of these than containers there can hardly be.
    private const int MaxFirstProcesses = 65_536;

    private readonly int _limit;
    private readonly ulong _askAgainAfter;
    private readonly ControlGroupCache _controlGroups;
    private readonly Dictionary<byte[], Sighting> _sightings = new(ByteTextComparer.Instance);
    private readonly Dictionary<byte[], Sighting>.AlternateLookup<ReadOnlySpan<byte>> _find;
    private readonly Dictionary<long, Sighting?> _firstProcesses = [];

    public ContainerSightings(ContainerMetadataOptions options)
    {
        _limit = options.MaxContainers;
        _askAgainAfter = (ulong)options.AskAgainAfter.TotalNanoseconds;
        _controlGroups = new ControlGroupCache(new ContainerIdMatcher(options.Engines));
        _find = _sightings.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Called for a container that is to be asked for.</summary>
    public required Action<string> Ask { get; init; }

    /// <summary>Called for a container whose first process has ended, with the time of that.</summary>
    public required Action<string, ulong> Ended { get; init; }

    /// <summary>Called for a process that starts in a container of which nothing is known yet.</summary>
    public required Action Late { get; init; }

    public void Clear()
    {
        _sightings.Clear();
        _firstProcesses.Clear();
    }

    public void See(in ThreadEntry thread)
    {
        Sighting? sighting = See(thread.ControlGroups, time: 0);
        if (sighting is not null && thread.VirtualThreadId == 1 && thread.VirtualProcessId == 1)
            AddFirstProcess(thread.ThreadId, sighting);
    }

    /// <summary>Looks at an event of the stream before it is judged.</summary>
    /// <returns>Whether a process starts in a container of which nothing is known yet.</returns>
    public bool See(in Event view)
    {
        switch (view.Type)
        {
            case EventType.Clone_20Exit or EventType.Clone3Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit:
                return view.GetInt64(0, -1) >= 0 && SeeClone(in view);
            case EventType.Execve_19Exit or EventType.ExecveatExit:
                return view.GetInt64(0, -1) >= 0 && SeeExec(in view);
            case EventType.Procexit_1Enter:
                SeeExit(view.ThreadId, view.Timestamp);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Counts a process that starts in a container of which nothing is known although its events are judged now.</summary>
    public void CountLate(in Event view)
    {
        if (view.Type is not (EventType.Clone_20Exit or EventType.Clone3Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit
            or EventType.Execve_19Exit or EventType.ExecveatExit) || view.GetInt64(0, -1) < 0)
        {
            return;
        }

        ReadOnlySpan<byte> controlGroups = view.GetBytes(ControlGroups);
        if (!controlGroups.IsEmpty && _controlGroups.TryGet(controlGroups, out ControlGroupCache.Entry entry) && entry.Detected is null
            && entry.ContainerId is { Length: > 0 } id && !(_find.TryGetValue(id, out Sighting? sighting) && sighting.IsKnown))
        {
            Late();
        }
    }

    private bool SeeClone(in Event view)
    {
        Sighting? sighting = See(view.GetBytes(ControlGroups), view.Timestamp);
        bool isFirst = view.GetInt64(0) == 0 && view.GetInt64(VirtualThread) == 1 && view.GetInt64(VirtualProcess) == 1;
        if (isFirst)
            AddFirstProcess(view.ThreadId, sighting);
        return sighting is { IsKnown: false };
    }

    private bool SeeExec(in Event view)
    {
        Sighting? sighting = See(view.GetBytes(ControlGroups), view.Timestamp);

        // Runtimes put the first process into its group after they have made it, and before they run its program.
        if (_firstProcesses.TryGetValue(view.ThreadId, out Sighting? former) && former != sighting)
        {
            if (former is not null)
                former.FirstProcesses--;
            _firstProcesses.Remove(view.ThreadId);
            AddFirstProcess(view.ThreadId, sighting);
        }

        return sighting is { IsKnown: false };
    }

    private void SeeExit(long threadId, ulong time)
    {
        if (!_firstProcesses.Remove(threadId, out Sighting? sighting) || sighting is null || --sighting.FirstProcesses > 0)
            return;

        // A process may be the first of a pid namespace within the container, so the last of them counts.
        if (_sightings.Remove(sighting.Id))
            Ended(Encoding.UTF8.GetString(sighting.Id), time);
    }

    /// <summary>Looks at news, as they are merged into the stream.</summary>
    public void SeeNews(in Event view)
    {
        ReadOnlySpan<byte> name = view.GetText(1);
        bool isGone = name.SequenceEqual(ContainerEvent.RemovedName);
        if (!isGone && !name.SequenceEqual(ContainerEvent.AddedName))
            return;
        if (ContainerDocument.Read(ParameterValue.UpToNul(view.GetBytes(2))) is not { } container)
            return;
        if (isGone)
            _find.Remove(container.Id.Span);
        else if (Obtain(container.Id.Span) is { } sighting)
            sighting.IsKnown = true;
    }

    private Sighting? See(ReadOnlySpan<byte> controlGroups, ulong time)
    {
        if (controlGroups.IsEmpty || !_controlGroups.TryGet(controlGroups, out ControlGroupCache.Entry entry)
            || entry.ContainerId is not { Length: > 0 } id || entry.Detected is not null || Obtain(id) is not { } sighting)
        {
            return null;
        }

        if (!sighting.IsKnown && (!sighting.IsAsked || time > sighting.AskedAt + _askAgainAfter))
        {
            sighting.IsAsked = true;
            sighting.AskedAt = time;
            Ask(Encoding.UTF8.GetString(sighting.Id));
        }

        return sighting;
    }

    private Sighting? Obtain(ReadOnlySpan<byte> id)
    {
        if (_find.TryGetValue(id, out Sighting? sighting))
            return sighting;
        if (_sightings.Count >= _limit)
            return null;
        byte[] key = id.ToArray();
        return _sightings[key] = new Sighting(key);
    }

    private void AddFirstProcess(long threadId, Sighting? sighting)
    {
        if (_firstProcesses.Count >= MaxFirstProcesses || !_firstProcesses.TryAdd(threadId, sighting) || sighting is null)
            return;
        sighting.FirstProcesses++;
    }

    private sealed class Sighting(byte[] id)
    {
        public byte[] Id { get; } = id;

        public bool IsKnown { get; set; }

        public bool IsAsked { get; set; }

        public ulong AskedAt { get; set; }

        public int FirstProcesses { get; set; }
    }
}
