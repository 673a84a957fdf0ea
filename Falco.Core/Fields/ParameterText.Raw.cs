using System.Buffers;
using System.Globalization;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

internal static partial class ParameterText
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    private static readonly SearchValues<byte> Unprintable =
        SearchValues.Create([.. Enumerable.Range(0, 256).Where(value => value is < 0x20 or > 0x7E).Select(value => (byte)value)]);

    private static void AppendRaw(in HostEvent view, in ParameterValue value, ParameterFormat format, ref Utf8Composer text)
    {
        switch (value.Info!.Type)
        {
            case ParameterType.CharBuf or ParameterType.FsPath or ParameterType.FsRelPath:
                text.Append(ParameterValue.IsOldNull(value.Bytes) ? "<NA>"u8 : value.Text);
                break;
            case ParameterType.ByteBuf:
                AppendBuffer(value.Bytes, ref text);
                break;
            case ParameterType.CharBufArray:
                text.AppendJoined(value.Bytes, (byte)'.');
                break;
            case ParameterType.SockAddr:
                AppendAddress(value.SocketAddress, ref text);
                break;
            case ParameterType.SockTuple:
                AppendTuple(value.SocketTuple, ref text);
                break;
            case ParameterType.FdList:
                AppendDescriptors(in view, value.Descriptors, ref text);
                break;
            case ParameterType.SigSet:
                AppendSignals(in value, ref text);
                break;
            default:
                AppendNumber(in value, format, ref text);
                break;
        }
    }

    // Everything outside printable ASCII is a dot. The copy is in the text already, so only what must change is visited.
    private static void AppendBuffer(ReadOnlySpan<byte> bytes, ref Utf8Composer text)
    {
        while (true)
        {
            int next = bytes.IndexOfAny(Unprintable);
            if (next < 0)
            {
                text.Append(bytes);
                return;
            }

            text.Append(bytes[..next]);
            text.Append((byte)'.');
            bytes = bytes[(next + 1)..];
        }
    }

    private static void AppendAddress(SocketAddress address, ref Utf8Composer text)
    {
        Span<byte> room = stackalloc byte[SocketText.MaxEndpointLength];
        switch (address.Family)
        {
            case SocketFamily.Unix:
                text.Append(address.IsValid ? address.Path : "INVALID PATH"u8);
                break;
            case SocketFamily.IPv4 or SocketFamily.IPv6 when address.IsValid:
                text.Append(room[..SocketText.WriteEndpoint(address.Address, address.Port, room)]);
                break;
            default:
                AppendUnknownFamily(address.Family, ref text);
                break;
        }
    }

    private static void AppendTuple(SocketTuple tuple, ref Utf8Composer text)
    {
        Span<byte> room = stackalloc byte[SocketText.MaxConnectionLength];
        switch (tuple.Family)
        {
            case SocketFamily.Unix when !tuple.IsValid:
                text.Append("INVALID PATH"u8);
                break;
            case SocketFamily.Unix:
                text.Append(tuple.UnixSource, 'x');
                text.Append("->"u8);
                text.Append(tuple.UnixDestination, 'x');
                text.Append((byte)' ');
                text.Append(tuple.Path);
                break;
            case SocketFamily.IPv4 or SocketFamily.IPv6 when tuple.IsValid:
                text.Append(room[..SocketText.WriteConnection(
                    tuple.SourceAddress, tuple.SourcePort, tuple.DestinationAddress, tuple.DestinationPort, room)]);
                break;
            default:
                AppendUnknownFamily(tuple.Family, ref text);
                break;
        }
    }

    private static void AppendUnknownFamily(SocketFamily family, ref Utf8Composer text)
    {
        switch (family)
        {
            case SocketFamily.IPv4:
                text.Append("INVALID IPv4"u8);
                break;
            case SocketFamily.IPv6:
                text.Append("INVALID IPv6"u8);
                break;
            default:
                text.Append("family "u8);
                text.Append((long)family);
                break;
        }
    }

    private static void AppendDescriptors(in HostEvent view, DescriptorList descriptors, ref Utf8Composer text)
    {
        bool first = true;
        foreach (PolledDescriptor polled in descriptors)
        {
            if (!first)
                text.Append((byte)' ');
            first = false;
            text.Append((ulong)polled.Number);
            text.Append((byte)':');
            text.Append(FindDescriptor(in view, polled.Number) is { } known ? DescriptorTypeText.Character(known.Type) : (byte)'?');
            text.Append((uint)(int)polled.Flags, 'x');
        }
    }

    private static void AppendSignals(in ParameterValue value, ref Utf8Composer text)
    {
        value.TryGetUInt64(out ulong set);
        bool first = true;
        for (int signal = 1; signal <= 32; signal++)
        {
            if ((set & (1UL << (signal - 1))) == 0 || SignalName.Find(signal) is not { IsEmpty: false } name)
                continue;
            if (!first)
                text.Append((byte)' ');
            first = false;
            text.Append(name);
        }
    }

    private static void AppendNumber(in ParameterValue value, ParameterFormat format, ref Utf8Composer text)
    {
        if (!value.TryGetUInt64(out ulong number) || !value.TryGetInt64(out long signed))
        {
            text.Append("<NA>"u8);
            return;
        }

        switch (value.Info!.Type)
        {
            case ParameterType.Int8 or ParameterType.Int16 or ParameterType.Int32:
                AppendFormatted(signed, format, 4, ref text);
                break;
            case ParameterType.UInt8 or ParameterType.UInt16:
                AppendFormatted((long)number, format, 4, ref text);
                break;
            case ParameterType.UInt32 or ParameterType.Mode:
                AppendFormatted((int)number, format, 4, ref text);
                break;
            case ParameterType.Int64 or ParameterType.UInt64:
                AppendFormatted(signed, format, 8, ref text);
                break;
            case ParameterType.ErrNo or ParameterType.Fd or ParameterType.Pid:
                text.Append(signed);
                break;
            case ParameterType.Uid or ParameterType.Gid:
                text.Append((long)(int)number);
                break;
            case ParameterType.SyscallId when EventSchema.GetSyscall((int)number) is null:
                text.Append("<unknown syscall>"u8);
                break;
            case ParameterType.RelTime when number == ulong.MaxValue:
                text.Append("none"u8);
                break;
            case ParameterType.SyscallId or ParameterType.SigType or ParameterType.RelTime
                or ParameterType.Flags8 or ParameterType.Flags16 or ParameterType.Flags32
                or ParameterType.EnumFlags8 or ParameterType.EnumFlags16 or ParameterType.EnumFlags32:
                text.Append(number);
                break;
            case ParameterType.AbsTime:
                AppendTime(number, ref text);
                break;
            default:
                // Types of iterator events, for which the reference has no text.
                text.Append("(n.a.)"u8);
                break;
        }
    }

    // Decimal is signed even for unsigned types, and octal has a leading zero: that is how the reference prints.
    private static void AppendFormatted(long number, ParameterFormat format, int size, ref Utf8Composer text)
    {
        ulong bits = size == 4 ? (uint)number : (ulong)number;
        switch (format)
        {
            case ParameterFormat.Hexadecimal:
                text.Append(bits, 'X');
                break;
            case ParameterFormat.Octal:
                AppendOctal(bits, ref text);
                break;
            case ParameterFormat.PaddedDecimal:
                AppendPadded(number, ref text);
                break;
            default:
                text.Append(number);
                break;
        }
    }

    private static void AppendOctal(ulong number, ref Utf8Composer text)
    {
        text.Append((byte)'0');
        if (number == 0)
            return;
        for (int shift = System.Numerics.BitOperations.Log2(number) / 3 * 3; shift >= 0; shift -= 3)
            text.Append((byte)('0' + ((number >> shift) & 7)));
    }

    private static void AppendPadded(long number, ref Utf8Composer text)
    {
        Span<byte> room = stackalloc byte[24];
        number.TryFormat(room, out int length, number < 0 ? "D8" : "D9", CultureInfo.InvariantCulture);
        text.Append(room[..length]);
    }

    // Local time; the offset that follows elsewhere is missing here, as it is in the reference.
    private static void AppendTime(ulong nanoseconds, ref Utf8Composer text)
    {
        DateTimeOffset time = TimeZoneInfo.ConvertTime(
            DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100)), TimeZoneInfo.Local);
        Span<byte> room = stackalloc byte[48];
        time.TryFormat(room, out int length, "yyyy-MM-dd HH:mm:ss.", CultureInfo.InvariantCulture);
        text.Append(room[..length]);
        ((uint)(nanoseconds % NanosecondsPerSecond)).TryFormat(room, out length, "D9", CultureInfo.InvariantCulture);
        text.Append(room[..length]);
    }
}
