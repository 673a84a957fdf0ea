using System.Runtime.CompilerServices;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Names;
using Falco.Core.Plugins;

namespace Falco.Core.State;

/// <summary>
/// The picture of the host: threads, descriptors, users, groups, containers, interfaces. One writer, its source's thread; read nowhere else.
/// </summary>
/// <remarks>
/// Steps of an event: removals that the previous event has scheduled, the thread, the descriptor, then what the type changes
/// (<see cref="StateAction"/>). Records that the event removes stay readable until the next one.
/// </remarks>
public sealed partial class HostState
{
    // The event at hand: handlers may replace both.
    private ThreadRecord? _thread;
    private DescriptorRecord? _descriptor;

    private DescriptorRecord? _renamed;
    private ulong _events;
    private ulong _time;
    private uint _predicateEpoch;
    private bool _isInitialState;

    private readonly HostStateOptions _options;
    private readonly EventParsers? _parsers;

    /// <summary>Makes an empty picture.</summary>
    public HostState(HostStateOptions? options = null)
    {
        _options = options ?? HostStateOptions.Default;
        _isInitialState = _options.HasInitialState;
        _parsers = _options.Parsers.Count > 0 ? new EventParsers(_options.Parsers) : null;
        MaxThreads = _options.MaxThreads;
        foreach (string name in _options.SuppressedNames)
            Suppression.AddName(Encoding.UTF8.GetBytes(name));
        foreach (long threadId in _options.SuppressedThreads)
            Suppression.AddThread(threadId);
        _containers = new ContainerTable(_options.MaxContainers, _options.MaxContainerBytes);
        _controlGroups = new ControlGroupCache(new ContainerIdMatcher(_options.ContainerEngines, _options.StaticContainer));
        TextStore texts = new();
        DescriptorArrays tables = new();
        _threadPool = new RecordPool<ThreadRecord>(() => new ThreadRecord(texts, tables), static thread => thread.ReleaseTexts());
        DescriptorParts parts = new(texts);
        _descriptorPool = new RecordPool<DescriptorRecord>(() => new DescriptorRecord(parts), static descriptor => descriptor.Release());
    }

    /// <summary>The timestamp of the first event, nanoseconds since the Unix epoch; 0 before it.</summary>
    public ulong FirstEventTime { get; private set; }

    /// <summary>The addresses of the hosts that conditions name, if somebody is there to ask.</summary>
    internal HostNames? Names => _options.Names;

    /// <summary>Threads whose events are left out.</summary>
    internal ThreadSuppression Suppression { get; } = new();

    /// <summary>Changes with every change that can alter the ancestors or leaders of some thread: their values, or who they are.</summary>
    internal uint LineageVersion { get; private set; }

    /// <summary>Changes with every change of users and groups.</summary>
    internal uint UsersVersion => _users.Version;

    /// <summary>Changes with every change of containers.</summary>
    internal uint ContainersVersion => _containers.Version;

    /// <summary>
    /// Begins a time in which nothing counts that was remembered on records before. Each who remembers there asks for times of its own, so that no one
    /// takes another's results for its own.
    /// </summary>
    internal uint BeginPredicateEpoch() => Interlocked.Increment(ref _predicateEpoch);

    /// <summary>Applies an event to the picture and tells what the picture says about it.</summary>
    public HostEvent Apply(scoped in Event view)
    {
        EventType type = view.Type;
        ref readonly EventHandling handling = ref EventHandling.Of(type);
        if ((handling.Traits & EventTraits.Old) != 0 && _options.SkipOldEvents)
        {
            Statistics.OldEvents++;
            return new HostEvent { Event = view, Host = this, DescriptorNumber = -1 };
        }

        if (!Suppression.IsIdle && Suppression.Suppresses(in view))
        {
            Statistics.SuppressedEvents++;
            return new HostEvent { Event = view, Host = this, DescriptorNumber = -1 };
        }

        _events++;
        _time = view.Timestamp;
        if (FirstEventTime == 0 && (handling.Traits & EventTraits.Meta) == 0)
            FirstEventTime = view.Timestamp;
        if (_hasPending)
            CarryOutPending(view.Timestamp);
        if (_threadProvider is not null)
            PurgeWhenDue();
        if (_renamed is not null)
            EndRenaming();

        DescriptorRecord? descriptor = null;
        ThreadRecord? thread = BeginEvent(in view, in handling, type, ref descriptor);
        if (handling.Action != StateAction.None && ((handling.Traits & EventTraits.Enter) != 0 || view.ParameterCount > 0))
        {
            // The end of a call that does not even tell its result tells nothing.
            _thread = thread;
            _descriptor = descriptor;
            Change(in view, handling.Action, type);
            thread = _thread;
            descriptor = _descriptor;
        }

        bool isShown = (handling.Traits & EventTraits.Hidden) == 0 && (view.Flags & EventFlags.StateOnly) == 0;
        if (_isInitialState)
        {
            _isInitialState = (handling.Traits & EventTraits.InitialState) != 0;
            isShown &= !_isInitialState;
        }

        if (thread is not null && (handling.Traits & EventTraits.Enter) == 0 && !thread.StoredEnter.IsEmpty)
            thread.StoredEnter.Clear();
        HostEvent applied = new()
        {
            Event = view,
            Host = this,
            Number = _events,
            Thread = thread,
            Descriptor = descriptor,
            DescriptorNumber = thread is null ? -1 : thread.LastDescriptor,
            IsShown = isShown,
        };
        _parsers?.Parse(in applied);
        return applied;
    }

    /// <summary>Finds the thread and the descriptor, and forgets what the thread's former event has left.</summary>
    private ThreadRecord? BeginEvent(in Event view, in EventHandling handling, EventType type, ref DescriptorRecord? descriptor)
    {
        if (handling.Lookup == ThreadLookup.None)
            return null;
        ThreadRecord? thread = FindCached(view.ThreadId);
        if (thread is null && handling.Action != StateAction.Clone)
            Statistics.FailedThreadLookups++;
        if (handling.Lookup == ThreadLookup.FindOnly)
            return thread;
        if (thread is null)
        {
            if (handling.Lookup == ThreadLookup.Find)
                return null;
            thread = ReadThread(view.ThreadId) ?? InventThread(view.ThreadId);
            if (thread is null)
                return null;
        }

        if (handling.Lookup == ThreadLookup.FindOrInvent)
            thread.Flags |= ThreadFlags.Active;
        if ((handling.Traits & EventTraits.Enter) != 0)
        {
            thread.LastDescriptor = -1;
            thread.LastEnterType = (int)type;
        }
        else if (thread.HasBegun(type))
        {
            thread.IsStoredEnterValid = true;
        }
        else
        {
            thread.IsStoredEnterValid = false;
            thread.LastDescriptor = -1;
        }

        if ((handling.Traits & EventTraits.UsesDescriptor) != 0)
        {
            if (thread.LastDescriptor == -1 && handling.DescriptorParameter >= 0)
                thread.LastDescriptor = view.GetInt64(handling.DescriptorParameter, -1);
            if (thread.LastDescriptor >= 0)
                descriptor = FindDescriptor(in view, thread, handling.Action);
        }

        return thread;
    }

    private DescriptorRecord? FindDescriptor(in Event view, ThreadRecord thread, StateAction action)
    {
        DescriptorRecord? descriptor = DescriptorsOf(thread)?.Find(thread.LastDescriptor);
        if (descriptor is not null)
            Statistics.FoundDescriptors++;
        else if (action != StateAction.Close || Succeeded(in view))
            Statistics.MissingDescriptors++;
        return descriptor;
    }

    private void Change(in Event view, StateAction action, EventType type)
    {
        switch (action)
        {
            case StateAction.StoreEnter: StoreEnter(in view, type); break;
            case StateAction.Read: Read(in view, type); break;
            case StateAction.Write: Write(in view, type); break;
            case StateAction.Open: Open(in view, type); break;
            case StateAction.OpenByHandle: OpenByHandle(in view); break;
            case StateAction.Close: Close(in view); break;
            case StateAction.CloseRange: CloseRange(in view); break;
            case StateAction.Duplicate: Duplicate(in view, type); break;
            case StateAction.Fcntl: Fcntl(in view); break;
            case StateAction.Pipe: Pipe(in view, type); break;
            case StateAction.SocketPair: SocketPair(in view); break;
            case StateAction.NewDescriptor: NewDescriptor(in view, type); break;
            case StateAction.MemFd: MemFd(in view); break;
            case StateAction.PidFdOpen: PidFdOpen(in view); break;
            case StateAction.PidFdGetFd: PidFdGetFd(in view); break;
            case StateAction.Socket: Socket(in view); break;
            case StateAction.Bind: Bind(in view); break;
            case StateAction.Connect: Connect(in view); break;
            case StateAction.Accept: Accept(in view, type); break;
            case StateAction.Clone: Clone(in view, type); break;
            case StateAction.Exec: Exec(in view); break;
            case StateAction.ProcessExit: ProcessExit(in view); break;
            case StateAction.ChangeDirectory: ChangeDirectory(in view); break;
            case StateAction.ChangeDirectoryByDescriptor: ChangeDirectoryByDescriptor(in view); break;
            case StateAction.ChangeRoot: ChangeRoot(in view); break;
            case StateAction.SetSession: SetSession(in view); break;
            case StateAction.Prctl: Prctl(in view); break;
            case StateAction.CapSet: CapSet(in view); break;
            case StateAction.NewUserNamespace: NewUserNamespace(in view, type); break;
            case StateAction.SetUser: SetUser(in view, type); break;
            case StateAction.SetGroup: SetGroup(in view, type); break;
            case StateAction.ResourceLimit: ResourceLimit(in view); break;
            case StateAction.Prlimit: Prlimit(in view); break;
            case StateAction.Memory: Memory(in view); break;
            case StateAction.ContextSwitch: ContextSwitch(in view); break;
            case StateAction.ProcessorTime: _thread?.ProcessorTime.Set(view.GetUInt64(0), view.GetUInt64(1)); break;
            case StateAction.UserAdded: UserAdded(in view); break;
            case StateAction.UserDeleted: _users.RemoveUser(view.GetText(5), view.GetUInt32(0)); break;
            case StateAction.GroupAdded: _users.AddGroup(view.GetText(2), view.GetUInt32(0), view.GetText(1)); break;
            case StateAction.Container: TakeContainer(view.GetBytes(0), isRemoved: false); break;
            case StateAction.Asynchronous: TakeAsynchronous(in view); break;
            case StateAction.GroupDeleted: _users.RemoveGroup(view.GetText(2), view.GetUInt32(0)); break;
        }
    }

    /// <summary>Whether the event is the end of a call that did not fail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Succeeded(in Event view) => view.GetInt64(0) >= 0;

    private void UserAdded(in Event view) => _users.AddUser(
        view.GetText(5), view.GetUInt32(0), view.GetUInt32(1), view.GetText(2), view.GetText(3), view.GetText(4));

    private void EndRenaming()
    {
        _renamed!.IsNameChanged = false;
        _renamed = null;
    }
}
