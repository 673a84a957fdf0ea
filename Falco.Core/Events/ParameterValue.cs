using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Falco.Core.Events;

/// <summary>One parameter of one event: what the schema says of it, and its bytes, read in place.</summary>
/// <remarks>
/// Every accessor asks for the bytes to have the shape that it reads and says so in its result; none throws. Which accessor fits which
/// <see cref="ParameterType"/> is said on each.
/// </remarks>
[DebuggerDisplay("{Info}: {Bytes.Length} bytes")]
public readonly ref struct ParameterValue
{
    internal ParameterValue(ParameterInfo info, ReadOnlySpan<byte> bytes)
    {
        Info = info;
        Bytes = bytes;
    }

    /// <summary>What the schema says of the parameter; <see langword="null"/> for a parameter that the type does not have.</summary>
    public ParameterInfo? Info { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether there is no value: the parameter was not encoded, or encoded as empty.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>Text as UTF-8 without its NUL (CHARBUF, FSPATH, FSRELPATH); empty if there is none.</summary>
    public ReadOnlySpan<byte> Text => IsOldNull(Bytes) ? default : UpToNul(Bytes);

    /// <summary>The strings of a run (BYTEBUF of arguments and the like, CHARBUFARRAY).</summary>
    public StringRun Strings => new(Bytes);

    /// <summary>A socket address (SOCKADDR).</summary>
    public SocketAddress SocketAddress => new(Bytes);

    /// <summary>Both ends of a connection (SOCKTUPLE).</summary>
    public SocketTuple SocketTuple => new(Bytes);

    /// <summary>Polled descriptors (FDLIST).</summary>
    public DescriptorList Descriptors => new(Bytes);

    /// <summary>An internet address of 4 or 16 bytes, network order (IPV4ADDR, IPV6ADDR, IPADDR); empty if there is none.</summary>
    public ReadOnlySpan<byte> Address => Bytes.Length is 4 or 16 ? Bytes : default;

    /// <summary>The value that a selector chooses (DYN); the value itself for other types.</summary>
    /// <remarks>A selector that the schema does not know gives an empty value without <see cref="Info"/>.</remarks>
    public ParameterValue Selected
    {
        get
        {
            if (Info is not { Type: ParameterType.Dyn })
                return this;
            return !Bytes.IsEmpty && Bytes[0] < Info.Selectable.Count ? new(Info.Selectable[Bytes[0]], Bytes[1..]) : default;
        }
    }

    /// <summary>A signed number (INT*, ERRNO, FD, FD32, PID, PID32), widened from 1, 2, 4 or 8 bytes.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGetInt64(out long value) => TryReadInt64(Bytes, out value);

    /// <summary>
    /// An unsigned number (UINT*, FLAGS*, ENUMFLAGS*, MODE, UID, GID, PORT, SYSCALLID, SIGTYPE, SIGSET, RELTIME, ABSTIME, L4PROTO,
    /// SOCKFAMILY), widened from 1, 2, 4 or 8 bytes.
    /// </summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGetUInt64(out ulong value) => TryReadUInt64(Bytes, out value);

    /// <summary>A truth value (BOOL).</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGetBoolean(out bool value)
    {
        bool isThere = TryGetUInt64(out ulong number);
        value = number != 0;
        return isThere;
    }

    /// <summary>A number with a fraction (DOUBLE).</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGetDouble(out double value)
    {
        value = Bytes.Length == 8 ? BinaryPrimitives.ReadDoubleLittleEndian(Bytes) : 0;
        return Bytes.Length == 8;
    }

    /// <summary>A duration (RELTIME); all ones, which means none, is not one.</summary>
    /// <returns>Whether there is one; its ticks of 100 ns drop the last two digits of the nanoseconds.</returns>
    public bool TryGetDuration(out TimeSpan value)
    {
        bool isThere = TryGetUInt64(out ulong nanoseconds) && nanoseconds != ulong.MaxValue;
        value = new TimeSpan(isThere ? (long)(nanoseconds / 100) : 0);
        return isThere;
    }

    /// <summary>A point in time (ABSTIME).</summary>
    /// <returns>Whether there is one; its ticks of 100 ns drop the last two digits of the nanoseconds.</returns>
    public bool TryGetTime(out DateTimeOffset value)
    {
        bool isThere = TryGetUInt64(out ulong nanoseconds);
        value = DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));
        return isThere;
    }

    /// <summary>Text as a new string (CHARBUF, FSPATH, FSRELPATH); empty if there is none.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Text);

    internal static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    // Captures of 2018 spell a missing text out.
    internal static bool IsOldNull(ReadOnlySpan<byte> bytes) => bytes.Length == 7 && bytes.SequenceEqual("(NULL)\0"u8);

    // Eight bytes are by far the most frequent: results, descriptors, processes.
    internal static bool TryReadInt64(ReadOnlySpan<byte> bytes, out long value)
    {
        if (bytes.Length != 8)
            return TryReadShort(bytes, out value);
        value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return true;
    }

    private static bool TryReadShort(ReadOnlySpan<byte> bytes, out long value)
    {
        switch (bytes.Length)
        {
            case 4: value = BinaryPrimitives.ReadInt32LittleEndian(bytes); return true;
            case 2: value = BinaryPrimitives.ReadInt16LittleEndian(bytes); return true;
            case 1: value = (sbyte)bytes[0]; return true;
            default: value = 0; return false;
        }
    }

    // Eight bytes are by far the most frequent: results, descriptors, processes.
    internal static bool TryReadUInt64(ReadOnlySpan<byte> bytes, out ulong value)
    {
        if (bytes.Length != 8)
            return TryReadShort(bytes, out value);
        value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return true;
    }

    private static bool TryReadShort(ReadOnlySpan<byte> bytes, out ulong value)
    {
        switch (bytes.Length)
        {
            case 4: value = BinaryPrimitives.ReadUInt32LittleEndian(bytes); return true;
            case 2: value = BinaryPrimitives.ReadUInt16LittleEndian(bytes); return true;
            case 1: value = bytes[0]; return true;
            default: value = 0; return false;
        }
    }
}
