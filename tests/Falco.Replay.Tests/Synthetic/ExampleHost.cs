using System.Text;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Replay.Synthetic;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Replay.Tests.Synthetic;

/// <summary>Does what an example says, on a host with nothing but the process, its parent and init.</summary>
internal static class ExampleHost
{
    private const long Init = 1;
    private const long Parent = 10;
    private const long Process = 20;
    private const long CurrentDirectory = -100;

    public static void Play(RuleEngine engine, SyntheticAction action)
    {
        IHostTableObserver tables = engine.Tables;
        tables.OnSectionStarted();
        Describe(tables, Init, 0, "init", 0);
        Describe(tables, Parent, Init, action.Parent, 0);
        Describe(tables, Process, Parent, action.Program, action.User);
        tables.OnTablesCompleted();
        foreach (EventBuilder built in Events(action))
        {
            Assert.Equal(EventFault.None, Event.TryRead(built.Build(), 0, EventFlags.None, out Event view));
            engine.OnEvent(in view);
        }
    }

    private static IEnumerable<EventBuilder> Events(SyntheticAction action) => action.Kind switch
    {
        SyntheticActionKind.Open =>
        [
            new EventBuilder(EventType.Openat_2Exit, Process).Int64(3).Int64(CurrentDirectory).Text(action.Path)
                .UInt32(action.IsWrite ? 2u : 1u).UInt32(0).UInt32(7).UInt64(9),
        ],
        SyntheticActionKind.Spawn =>
        [
            new EventBuilder(EventType.Execve_19Exit, Process).Int64(0).Text(action.Program).Texts(action.Arguments).Int64(Process).Int64(Process)
                .Int64(Parent).Text("").UInt64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0).Text(action.Program).Bytes().Bytes().UInt32(0)
                .Int64(Process).UInt32(uint.MaxValue).UInt32(0).UInt64(0).UInt64(0).UInt64(0).UInt64(5).UInt64(6).UInt64(7).UInt32(action.User)
                .Text(action.Executable).Int64(Process).UInt32(0).Text(action.Executable),
        ],
        _ =>
        [
            new EventBuilder(EventType.SocketExit, Process).Int64(3).UInt32(2).UInt32(1).UInt32(0).UInt32(0),
            new EventBuilder(EventType.ConnectExit, Process).Int64(0).SocketTuple("192.0.2.7", 40_000, action.Address, action.Port).Int64(3)
                .SocketAddress(action.Address, action.Port),
        ],
    };

    private static void Describe(IHostTableObserver tables, long id, long parent, string name, uint user)
    {
        ThreadEntry entry = new()
        {
            ThreadId = id,
            ProcessId = id,
            ParentId = parent,
            VirtualThreadId = id,
            VirtualProcessId = id,
            Comm = Encoding.UTF8.GetBytes(name),
            Exe = Encoding.UTF8.GetBytes(name),
            ExePath = Encoding.UTF8.GetBytes("/usr/bin/" + name),
            CurrentDirectory = "/"u8,
            UserId = user,
            GroupId = user,
        };
        tables.OnThread(in entry);
    }
}
