using Falco.Core.Events;

namespace Falco.Core.State;

/// <summary>How the picture of the host treats the events of a type.</summary>
/// <param name="Action">What they change.</param>
/// <param name="Lookup">How their thread is found.</param>
/// <param name="DescriptorParameter">Where they name the descriptor that they use; -1 if they use none.</param>
/// <param name="Traits">What else is true of them.</param>
internal readonly record struct EventHandling(StateAction Action, ThreadLookup Lookup, sbyte DescriptorParameter, EventTraits Traits)
{
    private static readonly EventHandling[] Table = [.. EventSchema.Types.Select(Make)];

    public static ref readonly EventHandling Of(EventType type) => ref Table[(int)type];

    private static EventHandling Make(EventTypeInfo type)
    {
        bool usesDescriptor = (type.Flags & EventTypeFlags.UsesDescriptor) != 0;
        EventTraits traits = EventTraits.None;
        if (type.IsEnter)
            traits |= EventTraits.Enter;
        if (usesDescriptor)
            traits |= EventTraits.UsesDescriptor;
        if (IsStoredEnter(type.Type))
            traits |= EventTraits.Hidden;
        else if ((type.Flags & (EventTypeFlags.OldVersion | EventTypeFlags.Unused)) != 0)
            traits |= EventTraits.Old;
        if ((type.Category & EventCategory.Meta) != 0)
            traits |= EventTraits.Meta;
        if (type.Type is EventType.ContainerJson_2Enter or EventType.AsynceventEnter || IsAboutUsers(type.Type))
            traits |= EventTraits.InitialState;
        return new EventHandling(
            ActionOf(type.Type), LookupOf(type), usesDescriptor ? (sbyte)type.DescriptorParameter : (sbyte)-1, traits);
    }

    private static bool IsStoredEnter(EventType type) => ActionOf(type) == StateAction.StoreEnter;

    private static bool IsAboutUsers(EventType type) =>
        type is EventType.UserAddedEnter or EventType.UserDeletedEnter or EventType.GroupAddedEnter or EventType.GroupDeletedEnter;

    private static ThreadLookup LookupOf(EventTypeInfo type)
    {
        if (type.Type == EventType.ProcinfoEnter)
            return ThreadLookup.FindOnly;
        if ((type.Flags & EventTypeFlags.SkipsParserReset) != 0 || IsAboutUsers(type.Type)
            || type.Type is EventType.ContainerJson_2Enter or EventType.PlugineventEnter or EventType.AsynceventEnter)
        {
            return ThreadLookup.None;
        }

        return type.Type switch
        {
            EventType.Schedswitch_6Enter => ThreadLookup.FindOnly,
            EventType.Clone_20Exit or EventType.Clone3Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit
                or EventType.Procexit_1Enter => ThreadLookup.Find,
            _ => ThreadLookup.FindOrInvent,
        };
    }

    private static StateAction ActionOf(EventType type) => type switch
    {
        EventType.OpenEnter or EventType.CreatEnter or EventType.Openat_2Enter or EventType.Openat2Enter or EventType.Execve_19Enter
            or EventType.ExecveatEnter or EventType.ConnectEnter => StateAction.StoreEnter,
        EventType.ReadExit or EventType.ReadvExit or EventType.PreadExit or EventType.PreadvExit or EventType.RecvExit
            or EventType.RecvfromExit or EventType.RecvmsgExit or EventType.RecvmmsgExit => StateAction.Read,
        EventType.WriteExit or EventType.WritevExit or EventType.PwriteExit or EventType.PwritevExit or EventType.SendExit
            or EventType.SendtoExit or EventType.SendmsgExit or EventType.SendmmsgExit => StateAction.Write,
        EventType.OpenExit or EventType.CreatExit or EventType.Openat_2Exit or EventType.Openat2Exit => StateAction.Open,
        EventType.OpenByHandleAtExit => StateAction.OpenByHandle,
        EventType.CloseExit => StateAction.Close,
        EventType.CloseRangeExit => StateAction.CloseRange,
        EventType.Dup_1Exit or EventType.Dup2Exit or EventType.Dup3Exit => StateAction.Duplicate,
        EventType.FcntlExit => StateAction.Fcntl,
        EventType.PipeExit or EventType.Pipe2Exit => StateAction.Pipe,
        EventType.SocketpairExit => StateAction.SocketPair,
        EventType.EventfdExit or EventType.Eventfd2Exit or EventType.SignalfdExit or EventType.Signalfd4Exit
            or EventType.TimerfdCreateExit or EventType.InotifyInitExit or EventType.InotifyInit1Exit or EventType.Bpf_2Exit
            or EventType.UserfaultfdExit or EventType.IoUringSetupExit or EventType.EpollCreateExit
            or EventType.EpollCreate1Exit => StateAction.NewDescriptor,
        EventType.MemfdCreateExit => StateAction.MemFd,
        EventType.PidfdOpenExit => StateAction.PidFdOpen,
        EventType.PidfdGetfdExit => StateAction.PidFdGetFd,
        EventType.SocketExit => StateAction.Socket,
        EventType.BindExit => StateAction.Bind,
        EventType.ConnectExit => StateAction.Connect,
        EventType.Accept_5Exit or EventType.Accept4_6Exit => StateAction.Accept,
        EventType.Clone_20Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit or EventType.Clone3Exit => StateAction.Clone,
        EventType.Execve_19Exit or EventType.ExecveatExit => StateAction.Exec,
        EventType.Procexit_1Enter => StateAction.ProcessExit,
        EventType.ChdirExit or EventType.GetcwdExit => StateAction.ChangeDirectory,
        EventType.FchdirExit => StateAction.ChangeDirectoryByDescriptor,
        EventType.ChrootExit => StateAction.ChangeRoot,
        EventType.SetsidExit => StateAction.SetSession,
        EventType.PrctlExit => StateAction.Prctl,
        EventType.CapsetExit => StateAction.CapSet,
        EventType.UnshareExit or EventType.SetnsExit => StateAction.NewUserNamespace,
        EventType.SetuidExit or EventType.SetresuidExit or EventType.SetreuidExit => StateAction.SetUser,
        EventType.SetgidExit or EventType.SetresgidExit or EventType.SetregidExit => StateAction.SetGroup,
        EventType.GetrlimitExit or EventType.SetrlimitExit => StateAction.ResourceLimit,
        EventType.PrlimitExit => StateAction.Prlimit,
        EventType.Brk_4Exit or EventType.MmapExit or EventType.Mmap2Exit or EventType.MunmapExit => StateAction.Memory,
        EventType.Schedswitch_6Enter => StateAction.ContextSwitch,
        EventType.ProcinfoEnter => StateAction.ProcessorTime,
        EventType.UserAddedEnter => StateAction.UserAdded,
        EventType.UserDeletedEnter => StateAction.UserDeleted,
        EventType.GroupAddedEnter => StateAction.GroupAdded,
        EventType.GroupDeletedEnter => StateAction.GroupDeleted,
        EventType.ContainerJson_2Enter or EventType.ContainerJsonEnter => StateAction.Container,
        EventType.AsynceventEnter => StateAction.Asynchronous,
        _ => StateAction.None,
    };
}
