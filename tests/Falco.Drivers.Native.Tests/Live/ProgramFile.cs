using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What statx says of a program's file; the times in nanoseconds.</summary>
internal sealed record ProgramFile(long Inode, long ChangeTime, long ModifyTime)
{
    public static ProgramFile At(string path)
    {
        using NativeBytes argument = new(path);
        using NativeBytes answer = new(256);
        NativeCall.Succeed("statx", -100, argument, 0, 0x7FF, answer);
        ReadOnlySpan<byte> bytes = answer.Span;
        return new ProgramFile(MemoryMarshal.Read<long>(bytes[0x20..]), Time(bytes[0x60..]), Time(bytes[0x70..]));
    }

    private static long Time(ReadOnlySpan<byte> time) =>
        (MemoryMarshal.Read<long>(time) * 1_000_000_000) + MemoryMarshal.Read<int>(time[8..]);
}
