using System.Buffers.Binary;
using Falco.Core.Events;
using Falco.Testing.Support;

namespace Falco.Core.Tests.State;

/// <summary>Makes events that are well-formed and mean nothing: any type, any thread of a few, any values in any number.</summary>
internal sealed class RandomBytesKernel(int seed)
{
    // The usual suspects of every signed and unsigned width.
    private static readonly long[] Numbers =
        [0, 1, 2, 3, 10, 20, 21, 22, 1023, 1024, 4096, -1, -2, -100, -115, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 0x2000, 0x100000];

    private static readonly string[] Texts = ["", "/", "..", "a/b", "/etc/../../x", "<NA>", new string('a', 3000)];

    private readonly Random _random = new(seed);
    private ulong _time = HostScene.Start;

    public byte[] Next()
    {
        EventTypeInfo type = EventSchema.Types[_random.Next(EventSchema.Types.Count)];
        _time += (ulong)_random.NextInt64(_random.Next(100) == 0 ? 3_000_000_000 : 1000);
        EventBuilder built = new(type.Type, Numbers[_random.Next(Numbers.Length)], _time);
        int count = _random.Next(10) == 0 ? _random.Next(Event.MaxParameters + 4) : type.Parameters.Count;
        for (int i = 0; i < count; i++)
            built.Bytes(Value(i < type.Parameters.Count ? type.Parameters[i].Type : ParameterType.ByteBuf));
        return built.Build();
    }

    private byte[] Value(ParameterType type)
    {
        int choice = _random.Next(12);
        if (choice == 0)
            return [];
        if (choice == 1)
            return Junk(_random.Next(40));
        int size = SizeOf(type);
        if (size > 0)
        {
            byte[] number = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(number, Numbers[_random.Next(Numbers.Length)]);
            return number.AsSpan(0, Math.Min(size, 8)).ToArray();
        }

        return type switch
        {
            ParameterType.SockTuple or ParameterType.SockAddr => [.. (ReadOnlySpan<byte>)[Family()], .. Junk(_random.Next(2) == 0 ? 36 : 12), 0],
            ParameterType.ByteBuf => Junk(_random.Next(200)),
            _ => [.. System.Text.Encoding.UTF8.GetBytes(Texts[_random.Next(Texts.Length)]), 0],
        };
    }

    private static int SizeOf(ParameterType type) => type switch
    {
        ParameterType.Int8 or ParameterType.UInt8 or ParameterType.SigType or ParameterType.Flags8 or ParameterType.EnumFlags8 => 1,
        ParameterType.Int16 or ParameterType.UInt16 or ParameterType.SyscallId or ParameterType.Flags16 or ParameterType.EnumFlags16 => 2,
        ParameterType.Int32 or ParameterType.UInt32 or ParameterType.Flags32 or ParameterType.EnumFlags32 or ParameterType.Uid
            or ParameterType.Gid or ParameterType.Mode or ParameterType.SigSet => 4,
        ParameterType.Int64 or ParameterType.UInt64 or ParameterType.ErrNo or ParameterType.Fd or ParameterType.Pid => 8,
        _ => 0,
    };

    private byte Family() => _random.Next(4) switch
    {
        0 => 1,
        1 => 2,
        2 => 10,
        _ => (byte)_random.Next(256),
    };

    private byte[] Junk(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
