using Falco.Core.Events;

namespace Falco.Testing.Events;

internal sealed partial class EventBuilder
{
    private const long CurrentDirectory = -100;
    private const long Device = 0x800001;
    private const long FirstInode = 5000;
    private const long Terminate = 15;

    private const EventTypeFlags MovesData = EventTypeFlags.ReadsFromDescriptor | EventTypeFlags.WritesToDescriptor;

    /// <summary>Gives what the test leaves out the values of an ordinary call that has succeeded.</summary>
    private void FillIn()
    {
        foreach (string directory in (ReadOnlySpan<string>)["dirfd", "olddirfd", "newdirfd", "linkdirfd", "olddir", "newdir"])
            Default(directory, CurrentDirectory);
        if ((_type.Flags & MovesData) != 0 && _type.IndexOf("data") is >= 0 and int data)
        {
            long length = _values[data]?.Length ?? 0;
            Default("size", length);
            Default("res", length);
        }

        switch (_type.Type)
        {
            case EventType.Dup2Exit or EventType.Dup3Exit:
                Default("res", Number("newfd"));
                break;
            case EventType.SocketExit or EventType.SocketpairExit:
                Default("domain", _type.Type == EventType.SocketExit ? (long)SocketFamily.IPv4 : (long)SocketFamily.Unix);
                Default("type", 1);
                break;
            case EventType.KillExit or EventType.TkillExit or EventType.TgkillExit:
                Default("sig", Terminate);
                break;
            case EventType.OpenExit or EventType.Openat_2Exit or EventType.Openat2Exit or EventType.OpenByHandleAtExit:
                Default("flags", 1);
                break;
            case EventType.Procexit_1Enter:
                Default("reaper_tid", Actor.ParentId);
                break;
        }

        FillInDescriptors();
        if (CreatesDescriptor)
        {
            Default("dev", Device);
            Default("ino", FirstInode + _scene.Item);
        }
    }

    private void FillInDescriptors()
    {
        if (!CreatesDescriptor || _values.Length == 0)
            return;
        if (_type.IndexOf("fd1") >= 0)
        {
            foreach (string end in (ReadOnlySpan<string>)["fd1", "fd2"])
            {
                if (!Has(end))
                    Default(end, Actor.TakeNumber());
            }

            return;
        }

        string first = _type.Parameters[0].Name.ToString();
        if (first is not ("fd" or "res"))
            return;
        if (!Has(first))
            Default(first, Actor.TakeNumber());
        else if (Number(first) >= 0)
            Actor.Numbers.Add(Number(first));
    }

    /// <summary>Keeps in mind what the call has changed, as far as later events need it.</summary>
    private void Track()
    {
        bool hasFailed = _type.Parameters is [{ Name: var first }, ..] && Number(first.ToString()) < 0;
        if (hasFailed)
            return;
        switch (_type.Type)
        {
            case EventType.CloseExit:
                Actor.Numbers.Remove(Number("fd"));
                break;
            case EventType.SetuidExit:
                Actor.UserId = (uint)Number("uid");
                break;
            case EventType.SetresuidExit or EventType.SetreuidExit when (uint)Number("euid") != uint.MaxValue:
                Actor.UserId = (uint)Number("euid");
                break;
            case EventType.SetgidExit:
                Actor.GroupId = (uint)Number("gid");
                break;
            case EventType.SetresgidExit or EventType.SetregidExit when (uint)Number("egid") != uint.MaxValue:
                Actor.GroupId = (uint)Number("egid");
                break;
            case EventType.Procexit_1Enter:
                World.Remove(Actor);
                _scene.Actor = World.Find(Actor.ParentId) ?? World.Init;
                break;
        }
    }
}
