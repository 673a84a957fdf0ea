using Falco.Core.Events;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

public sealed class StateAllocationTests
{
    [Fact]
    public void Processes_and_files_that_come_and_go_allocate_nothing()
    {
        HostScene scene = new();
        for (int number = 0; number < 8; number++)
            scene.Open(Shell, number, $"/etc/file{number}");
        byte[][] round =
        [
            scene.Event(EventType.Clone_20Exit, 20).Int64(0).Text("bash").Texts("-c", "true").Int64(20).Int64(20).Int64(Shell).Text("")
                .Int64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0).Text("bash").Texts("cpu=/", "memory=/user.slice").UInt32(0)
                .UInt32(0).UInt32(0).Int64(20).Int64(20).Build(),
            scene.Event(EventType.Openat_2Exit, 20).Int64(9).Int64(-100).Text("a/b/../c").UInt32(1).UInt32(0).UInt32(0).UInt64(1).Build(),
            scene.Event(EventType.SocketExit, 20).Int64(10).UInt32(2).UInt32(2).UInt32(0).UInt32(0).Build(),
            scene.Event(EventType.SendtoExit, 20).Int64(1).Bytes(1).Int64(10).UInt32(1).SocketTuple("10.0.0.1", 40000, "10.0.0.2", 53).Build(),
            scene.Event(EventType.ReadExit, 20).Int64(1).Bytes(1).Int64(9).UInt32(1).Build(),
            scene.Event(EventType.CloseExit, 20).Int64(0).Int64(9).Build(),
            scene.Event(EventType.Procexit_1Enter, 20).Int64(0).Int64(0).UInt8(0).UInt8(0).Int64(0).Build(),
        ];
        Play(scene, round, 3000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(scene, round, 3000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Play(HostScene scene, byte[][] round, int times)
    {
        for (int i = 0; i < times; i++)
        {
            foreach (byte[] bytes in round)
            {
                Event.TryRead(bytes, 0, EventFlags.None, out Event view);
                scene.Host.Apply(in view);
            }
        }
    }
}
