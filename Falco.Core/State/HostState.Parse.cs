using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private void Parse(in Event view, EventTypeInfo info, EventType type)
    {
        if (IsClone(type))
        {
            ParseClone(in view, type);
            return;
        }

        ThreadRecord thread = _thread!;
        if (info.IsEnter)
        {
            ParseEnter(in view, type, thread);
            return;
        }

        // A type that changes nothing leaves here, at the cost of one jump.
        switch (type)
        {
            case EventType.OpenExit or EventType.CreatExit or EventType.Openat_2Exit or EventType.Openat2Exit:
                ParseOpen(in view, type, thread);
                break;
            case EventType.OpenByHandleAtExit:
                ParseOpenByHandle(in view, thread);
                break;
            case EventType.CloseExit:
                ParseClose(in view, thread);
                break;
            case EventType.CloseRangeExit:
                ParseCloseRange(in view, thread);
                break;
            case EventType.Dup_1Exit or EventType.Dup2Exit or EventType.Dup3Exit:
                ParseDup(in view, type, thread);
                break;
            case EventType.FcntlExit:
                ParseFcntl(in view, thread);
                break;
            case EventType.PipeExit or EventType.Pipe2Exit:
                ParsePipe(in view, type, thread);
                break;
            case EventType.EventfdExit or EventType.Eventfd2Exit or EventType.SignalfdExit or EventType.Signalfd4Exit
                or EventType.TimerfdCreateExit or EventType.InotifyInitExit or EventType.InotifyInit1Exit or EventType.EpollCreateExit
                or EventType.EpollCreate1Exit or EventType.UserfaultfdExit or EventType.IoUringSetupExit or EventType.Bpf_2Exit:
                ParseAnonymous(in view, type, thread);
                break;
            case EventType.MemfdCreateExit:
                ParseMemfd(in view, thread);
                break;
            case EventType.PidfdOpenExit:
                ParsePidfdOpen(in view, thread);
                break;
            case EventType.PidfdGetfdExit:
                ParsePidfdGetfd(in view, thread);
                break;
            case EventType.SocketExit:
                ParseSocket(in view, thread);
                break;
            case EventType.BindExit:
                ParseBind(in view, thread);
                break;
            case EventType.ConnectExit:
                ParseConnect(in view, thread);
                break;
            case EventType.Accept_5Exit or EventType.Accept4_6Exit:
                ParseAccept(in view, type, thread);
                break;
            case EventType.SocketpairExit:
                ParseSocketPair(in view, thread);
                break;
            case EventType.RecvfromExit:
                ParseReceive(in view, 2, thread);
                break;
            case EventType.RecvmsgExit:
                ParseReceive(in view, 3, thread);
                break;
            case EventType.RecvExit or EventType.RecvmmsgExit:
                ParseReceive(in view, 4, thread);
                break;
            case EventType.SendExit or EventType.SendtoExit or EventType.SendmsgExit or EventType.SendmmsgExit:
                ParseSend(in view, thread);
                break;
            default:
                ParseProcessEvent(in view, type, thread);
                break;
        }
    }

    private void ParseEnter(in Event view, EventType type, ThreadRecord thread)
    {
        switch (type)
        {
            case EventType.OpenEnter or EventType.CreatEnter or EventType.Openat_2Enter or EventType.Openat2Enter
                or EventType.ExecveatEnter or EventType.ConnectEnter:
                StoreEnterEvent(in view, thread);
                break;
            case EventType.Execve_19Enter:
                if (view.Has(0))
                    StoreEnterEvent(in view, thread);
                break;
            case EventType.Procexit_1Enter:
                ParseExit(in view, thread);
                break;
            case EventType.ProcinfoEnter:
                thread.ProcessorTime.Set(view.GetUInt64(0), view.GetUInt64(1));
                break;
            case EventType.Schedswitch_6Enter:
                ParseSwitch(in view, thread);
                break;
        }
    }

    private void ParseProcessEvent(in Event view, EventType type, ThreadRecord thread)
    {
        switch (type)
        {
            case EventType.Execve_19Exit or EventType.ExecveatExit:
                ParseExec(in view, type, thread);
                break;
            case EventType.ChdirExit or EventType.GetcwdExit:
                if (Succeeded(in view))
                    ChangeDirectory(thread, view.GetText(1));
                break;
            case EventType.FchdirExit:
                if (Succeeded(in view) && _descriptor is { } directory)
                    ChangeDirectory(thread, directory.Name);
                break;
            case EventType.ChrootExit:
                ParseChroot(in view, thread);
                break;
            case EventType.SetuidExit:
                ParseSetUser(in view, 1, thread);
                break;
            case EventType.SetresuidExit or EventType.SetreuidExit:
                ParseSetUser(in view, 2, thread);
                break;
            case EventType.SetgidExit:
                ParseSetGroup(in view, 1, thread);
                break;
            case EventType.SetresgidExit or EventType.SetregidExit:
                ParseSetGroup(in view, 2, thread);
                break;
            case EventType.SetsidExit:
                ParseSetSession(in view, thread);
                break;
            case EventType.PrctlExit:
                ParsePrctl(in view, thread);
                break;
            case EventType.CapsetExit:
                ParseCapset(in view, thread);
                break;
            case EventType.UnshareExit:
                ParseNewUserNamespace(in view, 1, thread);
                break;
            case EventType.SetnsExit:
                ParseNewUserNamespace(in view, 2, thread);
                break;
            case EventType.GetrlimitExit or EventType.SetrlimitExit or EventType.PrlimitExit:
                ParseLimit(in view, type, thread);
                break;
            case EventType.Brk_4Exit or EventType.MmapExit or EventType.Mmap2Exit or EventType.MunmapExit:
                ParseMemory(in view, thread);
                break;
        }
    }

    private static bool Succeeded(in Event view) => view.TryGetInt64(0, out long result) && result >= 0;
}
