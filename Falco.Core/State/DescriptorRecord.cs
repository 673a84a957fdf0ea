using System.Diagnostics;

namespace Falco.Core.State;

/// <summary>What is known of one open descriptor. Pooled: a reference is valid until the descriptor is closed.</summary>
[DebuggerDisplay("{Number} {Type}")]
public sealed class DescriptorRecord
{
    private readonly DescriptorParts _parts;

    // There are millions of descriptors: the name and the path as it was passed share a place, and all of it if they are the same; what few
    // descriptors have is kept apart.
    private byte[]? _texts;
    private SocketFields? _socket;
    private PredicateMemoBox? _memo;
    private int _nameAt;
    private int _nameLength;
    private int _rawNameAt;
    private int _rawNameLength;

    internal DescriptorRecord(DescriptorParts parts)
    {
        _parts = parts;
    }

    /// <summary>The addresses, or the process of a pidfd; other descriptors have no room for them.</summary>
    internal SocketFields Socket => _socket ??= _parts.RentSocket();

    /// <summary>The number in the process's table.</summary>
    public long Number { get; internal set; }

    /// <summary>What it refers to.</summary>
    public DescriptorType Type { get; internal set; }

    /// <summary>Flags.</summary>
    public DescriptorFlags Flags { get; internal set; }

    /// <summary>Open flags of the schema.</summary>
    public uint OpenFlags { get; internal set; }

    /// <summary>The path, or the text of the socket's addresses.</summary>
    public ReadOnlySpan<byte> Name => new(_texts, _nameAt, _nameLength);

    /// <summary>The path as the process passed it.</summary>
    public ReadOnlySpan<byte> RawName => new(_texts, _rawNameAt, _rawNameLength);

    /// <summary>The device.</summary>
    public uint Device { get; internal set; }

    /// <summary>The mount.</summary>
    public uint MountId { get; internal set; }

    /// <summary>The inode.</summary>
    public ulong Inode { get; internal set; }

    /// <summary>For a pidfd: the process that it refers to.</summary>
    public long ProcessId => Type == DescriptorType.PidFd ? _socket?.ProcessId ?? 0 : 0;

    /// <summary>The layer-4 protocol of an internet socket.</summary>
    public SocketProtocol Protocol => _socket?.Protocol(Type) ?? SocketProtocol.Unknown;

    /// <summary>The source of a connection, or the own address of a server socket: 4 or 16 bytes, network order.</summary>
    public ReadOnlySpan<byte> SourceAddress => _socket is { } socket ? socket.Source(Type) : default;

    /// <summary>The destination of a connection: 4 or 16 bytes, network order; empty for a server socket.</summary>
    public ReadOnlySpan<byte> DestinationAddress => _socket is { } socket ? socket.Destination(Type) : default;

    /// <summary>The source or own port, host order.</summary>
    public ushort SourcePort => _socket?.SourcePort(Type) ?? 0;

    /// <summary>The destination port, host order.</summary>
    public ushort DestinationPort => _socket?.DestinationPort(Type) ?? 0;

    /// <summary>The kernel address of a unix socket.</summary>
    public ulong UnixSource => Type == DescriptorType.UnixSocket ? _socket?.UnixSource ?? 0 : 0;

    /// <summary>The kernel address of a unix socket's peer.</summary>
    public ulong UnixDestination => Type == DescriptorType.UnixSocket ? _socket?.UnixDestination ?? 0 : 0;

    /// <summary>
    /// The protocol as people are shown it: a connection that is neither client nor server yet has none, unless it is a raw socket.
    /// </summary>
    internal SocketProtocol ShownProtocol => Type switch
    {
        DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket => Protocol,
        DescriptorType.IPv4Socket or DescriptorType.IPv6Socket when HasRole || Protocol == SocketProtocol.Raw => Protocol,
        _ => SocketProtocol.None,
    };

    /// <summary>Whether the current event changed the name. Belongs to the event: it is not covered by the version.</summary>
    public bool IsNameChanged { get; internal set; }

    /// <summary>Changes with every change that a field can see; results that depend on the descriptor are stamped with it.</summary>
    internal uint Version { get; set; }

    /// <summary>Remembered results of conditions that depend on this descriptor alone.</summary>
    internal ref PredicateMemo Memo => ref (_memo ??= new PredicateMemoBox()).Memo;

    internal bool IsInternetConnection => Type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket;

    internal bool IsTcp => Type == DescriptorType.IPv4Socket && Protocol == SocketProtocol.Tcp;

    internal bool HasRole => (Flags & (DescriptorFlags.RoleClient | DescriptorFlags.RoleServer)) != 0;

    internal bool IsCloseOnExec =>
        (OpenFlags & OpenFlag.CloseOnExec) != 0
        || (Type == DescriptorType.EventPoll && (OpenFlags & OpenFlag.EpollCloseOnExec) != 0)
        || (Type == DescriptorType.MemFd && (OpenFlags & OpenFlag.MemfdCloseOnExec) != 0);

    /// <summary>Sets the name; there is no path that was passed.</summary>
    internal void SetName(ReadOnlySpan<byte> name)
    {
        // A path that was passed belongs to a file, which is not renamed.
        name.CopyTo(Prepare(name.Length));
        _nameLength = name.Length;
        _rawNameLength = 0;
    }

    /// <summary>Sets the name and the path as it was passed.</summary>
    internal void SetNames(ReadOnlySpan<byte> name, ReadOnlySpan<byte> rawName)
    {
        int offset = rawName.SequenceEqual(name) ? 0 : name.Length;
        Span<byte> texts = Prepare(offset + rawName.Length);
        rawName.CopyTo(texts[offset..]);
        name.CopyTo(texts);
        _nameLength = name.Length;
        _rawNameAt = _nameAt + offset;
        _rawNameLength = rawName.Length;
    }

    /// <summary>Gives back what the next descriptor may not need; nobody looks at the record any more.</summary>
    internal void Release()
    {
        ForgetNames();
        if (_texts is not null)
            _parts.Texts.Return(_texts, _nameAt);
        _texts = null;
        _nameAt = 0;
        if (_socket is not null)
            _parts.Return(_socket);
        _socket = null;
    }

    private void ForgetNames() => _nameLength = _rawNameLength = _rawNameAt = 0;

    private Span<byte> Prepare(int length)
    {
        if (_texts is null || TextStore.CapacityAt(_texts, _nameAt) < length)
            Move(length);
        return _texts.AsSpan(_nameAt, length);
    }

    // The new names may be made of the old, which stay as they are until their place is taken by the next text.
    private void Move(int length)
    {
        (byte[]? outgrown, int at) = (_texts, _nameAt);
        _texts = _parts.Texts.Rent(length, out _nameAt);
        if (outgrown is not null)
            _parts.Texts.Return(outgrown, at);
    }

    /// <summary>Forgets the former descriptor.</summary>
    internal void Reset()
    {
        ForgetNames();
        _socket?.Clear();
        Number = -1;
        Type = DescriptorType.Uninitialized;
        Flags = 0;
        OpenFlags = 0;
        Device = 0;
        MountId = 0;
        Inode = 0;
        IsNameChanged = false;
    }

    /// <summary>Takes over everything but the number, as dup does.</summary>
    internal void CopyFrom(DescriptorRecord other)
    {
        if (other.RawName.IsEmpty)
            SetName(other.Name);
        else
            SetNames(other.Name, other.RawName);
        if (other._socket is { } socket)
            Socket.CopyFrom(socket);
        Type = other.Type;
        Flags = other.Flags;
        OpenFlags = other.OpenFlags;
        Device = other.Device;
        MountId = other.MountId;
        Inode = other.Inode;
        IsNameChanged = false;
    }

    internal void ClearCloseOnExec() =>
        OpenFlags &= ~(OpenFlag.CloseOnExec | OpenFlag.EpollCloseOnExec | OpenFlag.MemfdCloseOnExec);
}
