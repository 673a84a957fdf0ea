using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private readonly ContainerTable _containers;

    // What the event at hand tells of a container, and its number.
    private ContainerRecord? _told;
    private ulong _toldBy;

    /// <summary>What is known of a container, by the id that <see cref="ThreadRecord.ContainerId"/> tells.</summary>
    public bool TryFindContainer(ReadOnlySpan<byte> containerId, out ContainerRecord? container) =>
        (container = containerId.IsEmpty ? null : _containers.Find(containerId)) is not null;

    /// <summary>
    /// Tells of all containers as events that a recording can begin with, after the tables: their metadata is not part of these.
    /// </summary>
    /// <param name="observer">Who is told; not this picture itself.</param>
    /// <param name="time">The time of the events, nanoseconds since the Unix epoch.</param>
    /// <remarks>Call it on the source's thread, between two events.</remarks>
    public void TellContainers(IEventObserver observer, ulong time)
    {
        ArgumentNullException.ThrowIfNull(observer);
        foreach (ContainerRecord container in _containers.Records)
        {
            // What no event has told can be seen from the control groups again.
            if (container.Document.IsEmpty)
                continue;
            byte[] encoded = ContainerEvent.Encode(ContainerEvent.AddedName, container.Document.Span, time);
            if (Event.TryRead(encoded, ushort.MaxValue, EventFlags.None, out Event view) == EventFault.None)
                observer.OnEvent(in view);
        }
    }

    /// <summary>The container of an event: the one that it tells of, or its thread's; the host is one, too.</summary>
    internal ContainerRecord? ContainerOf(in HostEvent view)
    {
        if (view.Thread is { } thread)
            return _containers.Find(thread.ContainerId);
        return _told is not null && _toldBy == view.Number ? _told : null;
    }

    /// <summary>What is known of a container; the empty id is the host.</summary>
    internal ContainerRecord? FindContainerOrHost(ReadOnlySpan<byte> containerId) => _containers.Find(containerId);

    /// <summary>
    /// Whether an address (4 or 16 bytes, network order) belongs to where a thread runs. The interfaces of the host are not those of a container; only
    /// its runtime knows its address, and only that of IPv4.
    /// </summary>
    internal bool IsLocalAddress(ThreadRecord thread, ReadOnlySpan<byte> address)
    {
        if (thread.ContainerId.IsEmpty)
            return _interfaces.Contains(address);
        if (address.Length != sizeof(uint))
            return false;
        if (_containers.Find(thread.ContainerId) is not { AddressNumber: not 0 and var own })
            return _containers.HasAddress(address);
        return own == System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address) || _interfaces.Contains(address);
    }

    private void TakeAsynchronous(in Event view)
    {
        ReadOnlySpan<byte> name = view.GetText(1);
        if (name.SequenceEqual(ContainerEvent.AddedName))
            TakeContainer(view.GetBytes(2), isRemoved: false);
        else if (name.SequenceEqual(ContainerEvent.RemovedName))
            TakeContainer(view.GetBytes(2), isRemoved: true);
    }

    private void TakeContainer(ReadOnlySpan<byte> json, bool isRemoved)
    {
        if (ContainerDocument.Read(ParameterValue.UpToNul(json)) is not { } container)
        {
            Statistics.MalformedContainers++;
            return;
        }

        _told = container;
        _toldBy = _events;
        if (isRemoved)
        {
            if (_containers.Remove(container.Id.Span))
                Statistics.RemovedContainers++;
            _users.RemoveContainer(container.Id.Span);
        }
        else
        {
            Statistics.ToldContainers++;
            Statistics.DroppedContainers += (ulong)_containers.Put(container, _time);
        }

        Statistics.Containers = (ulong)_containers.Count;
    }

    private void SetControlGroups(ThreadRecord thread, ReadOnlySpan<byte> strings)
    {
        if (strings.IsEmpty || !_controlGroups.TryGet(strings, out ControlGroupCache.Entry entry))
            return;
        thread.ControlGroupsBuffer.Set(entry.Strings);
        if (!_options.DetectContainers)
            return;
        thread.ContainerIdBuffer.Set(entry.ContainerId);

        // There is nobody who could be asked for such a container: what its control groups tell is all.
        if (entry.Detected is { } detected && _containers.Find(detected.Id.Span) is null)
        {
            Statistics.DroppedContainers += (ulong)_containers.Put(detected, _time);
            Statistics.Containers = (ulong)_containers.Count;
        }
    }

    private void PurgeContainers(ulong timeout)
    {
        if (timeout == 0 || _containers.Count == 0 || _time <= timeout)
            return;
        foreach (ThreadRecord thread in _threads)
        {
            if (!thread.ContainerId.IsEmpty)
                _containers.Touch(thread.ContainerId, _time);
        }

        Statistics.PurgedContainers += (ulong)_containers.RemoveUnusedSince(_time - timeout);
        Statistics.Containers = (ulong)_containers.Count;
    }
}
