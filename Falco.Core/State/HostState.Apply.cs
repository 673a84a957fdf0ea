using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const EventTypeFlags DescriptorFlagsOfType =
        EventTypeFlags.CreatesDescriptor | EventTypeFlags.UsesDescriptor | EventTypeFlags.DestroysDescriptor;

    private ulong _eventNumber;
    private bool _hasSeenOrdinaryEvent;
    private long _exitedThread = -1;
    private ulong _exitTime;
    private long _closedInThread = -1;
    private long _closedDescriptor;

    /// <summary>Applies an event to the picture and tells what the picture says about it.</summary>
    public HostEvent Apply(in Event view)
    {
        EventTypeInfo info = view.Info;
        EventType type = view.Type;
        if ((info.Flags & (EventTypeFlags.OldVersion | EventTypeFlags.Unused)) != 0)
        {
            OldEvents++;
            return new HostEvent { Event = view, Host = this, DescriptorNumber = -1 };
        }

        _eventNumber++;
        if (_closedInThread >= 0)
            ApplyScheduledClose();
        if (_exitedThread >= 0)
            ApplyScheduledExit();
        if (FirstEventTime == 0)
            FirstEventTime = view.Timestamp;
        _thread = null;
        _descriptor = null;

        bool isShown = (view.Flags & EventFlags.StateOnly) == 0;
        if (HasNoThread(type, info.Flags))
        {
            if (!_hasSeenOrdinaryEvent && IsStateEvent(type))
                isShown = false;
            ParseWithoutThread(in view, type);
        }
        else
        {
            _hasSeenOrdinaryEvent = true;
            Reset(in view, info, type);
            if (_thread is not null || MayMissThread(type))
                Parse(in view, info, type);
        }

        return new HostEvent
        {
            Event = view,
            Host = this,
            Number = _eventNumber,
            Thread = _thread,
            Descriptor = _descriptor,
            DescriptorNumber = _thread is { } thread && (info.Flags & DescriptorFlagsOfType) != 0 ? thread.LastEventDescriptor : -1,
            IsShown = isShown,
        };
    }

    private static bool HasNoThread(EventType type, EventTypeFlags flags) =>
        ((flags & EventTypeFlags.SkipsParserReset) != 0 && type != EventType.ProcinfoEnter) || IsStateEvent(type)
        || type is EventType.PlugineventEnter;

    // Events that complete the tables; at the beginning of a capture they are not shown.
    private static bool IsStateEvent(EventType type) => type is EventType.ContainerJson_2Enter or EventType.UserAddedEnter
        or EventType.UserDeletedEnter or EventType.GroupAddedEnter or EventType.GroupDeletedEnter or EventType.AsynceventEnter;

    private static bool MayMissThread(EventType type) => IsClone(type);

    private static bool IsClone(EventType type) =>
        type is EventType.Clone_20Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit or EventType.Clone3Exit;

    /// <summary>Finds the thread and the descriptor of an event, and keeps what its exit will need of an enter event.</summary>
    private void Reset(in Event view, EventTypeInfo info, EventType type)
    {
        long threadId = view.ThreadId;
        bool mustKnow = IsClone(type) || type is EventType.Schedswitch_6Enter or EventType.Procexit_1Enter;
        ThreadRecord? thread = mustKnow ? _threads.Find(threadId) : FindOrAssumeThread(threadId);
        _thread = thread;
        if (type == EventType.Schedswitch_6Enter)
            AccountSwitch(in view, thread);
        if (thread is null || type == EventType.Schedswitch_6Enter)
            return;
        thread.Flags |= ThreadFlags.Active;
        bool usesDescriptor = (info.Flags & EventTypeFlags.UsesDescriptor) != 0;
        if (info.IsEnter)
        {
            thread.LastEventType = type;
            thread.LastEventDescriptor = -1;
            if (usesDescriptor)
                FindDescriptor(thread, view.GetInt64(info.DescriptorParameter, absent: -1));
            return;
        }

        bool follows = type == thread.LastEventType + 1
            || (type == EventType.Execve_19Exit && thread.LastEventType == EventType.ExecveatEnter);
        if (!follows)
            thread.LastEventDescriptor = -1;
        if (!usesDescriptor)
            return;
        if (thread.LastEventDescriptor == -1 && info.DescriptorParameter >= 0)
            thread.LastEventDescriptor = view.GetInt64(info.DescriptorParameter, absent: -1);
        if (thread.LastEventDescriptor >= 0)
            _descriptor = DescriptorsOf(thread)?.Find(thread.LastEventDescriptor);
        if (_descriptor is { IsNameChanged: true } renamed)
            renamed.IsNameChanged = false;
    }

    private void FindDescriptor(ThreadRecord thread, long number)
    {
        thread.LastEventDescriptor = number;
        if (number >= 0)
            _descriptor = DescriptorsOf(thread)?.Find(number);
    }

    private static void StoreEnterEvent(in Event view, ThreadRecord thread)
    {
        if (view.Bytes.Length <= 4096)
            thread.EnterEventBuffer.Set(view.Bytes);
    }

    /// <summary>The enter event of the call that ends with the current exit event.</summary>
    private static bool TryTakeEnterEvent(ThreadRecord thread, EventType exit, out Event enter)
    {
        enter = default;
        if (thread.EnterEventBuffer.IsEmpty
            || Event.TryRead(thread.EnterEventBuffer.Span, 0, EventFlags.None, out enter) != EventFault.None)
        {
            return false;
        }

        // The bytes stay where they are until the next enter event.
        thread.EnterEventBuffer.Clear();
        EventType type = enter.Type;
        return type == exit - 1 || (exit == EventType.Execve_19Exit && type == EventType.ExecveatEnter);
    }

    private void ApplyScheduledExit()
    {
        if (_threads.Find(_exitedThread) is { IsDead: true } thread)
        {
            _recentlyExited.Add(thread.ThreadId, thread.ParentId, _exitTime);
            RemoveThread(thread);
        }

        _exitedThread = -1;
    }

    private void ApplyScheduledClose()
    {
        if (_threads.Find(_closedInThread) is { } thread)
            DescriptorsOf(thread)?.Remove(_closedDescriptor);
        _closedInThread = -1;
    }

    private void ParseWithoutThread(in Event view, EventType type)
    {
        switch (type)
        {
            case EventType.UserAddedEnter:
                _users.Set(ContainerIdOf(in view, 5), new Streams.UserEntry
                {
                    UserId = view.GetUInt32(0),
                    GroupId = view.GetUInt32(1),
                    Name = view.GetText(2),
                    HomeDirectory = view.GetText(3),
                    Shell = view.GetText(4),
                });
                break;
            case EventType.UserDeletedEnter:
                _users.RemoveUser(ContainerIdOf(in view, 5), view.GetUInt32(0));
                break;
            case EventType.GroupAddedEnter:
                _users.Set(ContainerIdOf(in view, 2), new Streams.GroupEntry { GroupId = view.GetUInt32(0), Name = view.GetText(1) });
                break;
            case EventType.GroupDeletedEnter:
                _users.RemoveGroup(ContainerIdOf(in view, 2), view.GetUInt32(0));
                break;
        }
    }

    private static ReadOnlySpan<byte> ContainerIdOf(in Event view, int index) =>
        view.TryGetText(index, out ReadOnlySpan<byte> id) ? id : default;
}
