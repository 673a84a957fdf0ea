using System.Runtime.InteropServices;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of System V semaphores.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class SemaphoreCallTests : IDisposable
{
    private const int Remove = 0;
    private const int SetValue = 16;
    private const int Create = 0x200;
    private const int Exclusive = 0x400;

    private readonly LiveSource _kernel;
    private readonly CallRecord _get;
    private readonly nint _set;

    public SemaphoreCallTests(LiveSource kernel)
    {
        _kernel = kernel;
        _get = kernel.Call("semget", 0, 3, Create | Exclusive | 0x180);
        _set = _get.Result;
    }

    [Fact]
    [LiveCall("semget")]
    public void Semget_tells_the_key_the_number_and_the_flags()
    {
        _get.Succeeds(("key", 0), ("nsems", 3), ("semflg", SchemaFlags.Of(EventType.SemgetExit, "semflg", "IPC_CREAT", "IPC_EXCL")));
        _kernel.Call("semget", 0x7F345678, -1, Create).Fails(
            ErrorNumber.Invalid,
            ("key", 0x7F345678), ("nsems", -1), ("semflg", SchemaFlags.Of(EventType.SemgetExit, "semflg", "IPC_CREAT")));
    }

    [Fact]
    [LiveCall("semctl")]
    public void Semctl_tells_the_command_and_the_value()
    {
        _kernel.Call("semctl", _set, 1, SetValue, 17).Succeeds(
            ("semid", (int)_set), ("semnum", 1), ("cmd", SchemaFlags.Of(EventType.SemctlExit, "cmd", "SETVAL")), ("val", 17));
        _kernel.Call("semctl", _set, 1, 12, 99).Succeeds(
            ("semid", (int)_set), ("semnum", 1), ("cmd", SchemaFlags.Of(EventType.SemctlExit, "cmd", "GETVAL")), ("val", 0));
        _kernel.Call("semctl", -1, 5, Remove).Fails(
            ErrorNumber.Invalid,
            ("semid", -1),
            ("semnum", 5),
            ("cmd", SchemaFlags.Of(EventType.SemctlExit, "cmd", "IPC_RMID")),
            ("val", 0));
    }

    [Fact]
    [LiveCall("semop")]
    public void Semop_tells_the_first_two_operations()
    {
        const short NoWait = 0x800;
        const short Undo = 0x1000;
        ushort noWait = (ushort)SchemaFlags.Of(EventType.SemopExit, "sem_flg_0", "IPC_NOWAIT");
        ushort undo = (ushort)SchemaFlags.Of(EventType.SemopExit, "sem_flg_0", "SEM_UNDO");
        using NativeBytes three = new(MemoryMarshal.AsBytes<short>([0, 5, NoWait, 2, 7, NoWait | Undo, 0, -1, 0]));
        _kernel.Call("semop", _set, three, 3).Succeeds(
            ("nsops", 3),
            ("sem_num_0", 0),
            ("sem_op_0", 5),
            ("sem_flg_0", (int)noWait),
            ("sem_num_1", 2),
            ("sem_op_1", 7),
            ("sem_flg_1", noWait | undo),
            ("semid", (int)_set));
        using NativeBytes one = new(MemoryMarshal.AsBytes<short>([0, -3, 0, 2, 7, 0]));
        _kernel.Call("semop", _set, one, 1).Succeeds([("nsops", 1), .. Operations(0, -3, 0, 0, 0, 0), ("semid", (int)_set)]);
        _kernel.Call("semop", _set, 1, 1).Fails(
            ErrorNumber.BadAddress, [("nsops", 1), .. Operations(0, 0, 0, 0, 0, 0), ("semid", (int)_set)]);
        _kernel.Call("semop", -1, three, 0).Fails(
            ErrorNumber.Invalid, [("nsops", 0), .. Operations(0, 0, 0, 0, 0, 0), ("semid", -1)]);
    }

    public void Dispose() => NativeCall.Succeed("semctl", _set, 0, Remove);

    private static (string, object?)[] Operations(params int[] values) =>
    [
        ("sem_num_0", values[0]),
        ("sem_op_0", values[1]),
        ("sem_flg_0", values[2]),
        ("sem_num_1", values[3]),
        ("sem_op_1", values[4]),
        ("sem_flg_1", values[5]),
    ];
}
