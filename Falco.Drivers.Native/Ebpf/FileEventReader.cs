using System.Buffers.Text;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>Turns the event of an iterated file into the entry of its descriptor.</summary>
/// <remarks>The events of all kinds of files begin with the descriptor and end with the inode.</remarks>
internal sealed class FileEventReader : IIterationReader, IDisposable
{
    private const int Number = 0;
    private const int SocketType = 1;
    private const int StreamType = 1;
    private const int DatagramType = 2;
    private const int RawType = 3;

    private readonly ProcDirectory _proc;
    private readonly MountTable _mounts;
    private readonly long _ownProcess;
    private readonly int _ownDescriptor;
    private ProcDirectory _process;
    private long _processId = -1;
    private bool _isOpen;

    public FileEventReader(ProcDirectory proc, MountTable mounts)
    {
        _proc = proc;
        _mounts = mounts;
        _ownDescriptor = proc.Descriptor;
        Span<byte> self = stackalloc byte[20];
        int length = Math.Max(proc.ReadLink("self"u8, self), 0);
        _ownProcess = Utf8Parser.TryParse(self[..length], out long own, out _) ? own : -1;
    }

    public void Read(in Event view, IHostTableObserver tables)
    {
        long process = (long)((ulong)view.ThreadId >> 32);
        DescriptorEntry entry = new()
        {
            Number = view.GetInt64(Number),
            Inode = view.GetUInt64(view.ParameterCount - 1),

            // The time tells whether exec closes the descriptor.
            OpenFlags = view.Timestamp == 1 ? OpenFlags.CloseOnExec : 0,
        };
        bool isOfWalk = process == _ownProcess && entry.Number == _ownDescriptor;
        if (!isOfWalk && Describe(in view, process, ref entry))
            tables.OnDescriptor(process, in entry);
    }

    public void Dispose() => Close();

    private bool Describe(in Event view, long process, ref DescriptorEntry entry)
    {
        switch (view.Type)
        {
            case EventType.IterTaskFilePipeEnter:
                entry.Type = DescriptorType.Fifo;
                entry.Name = view.GetText(1);
                return true;
            case EventType.IterTaskFileMemfdEnter:
                entry.Type = DescriptorType.MemFd;
                entry.Name = view.GetText(1);
                return true;
            case EventType.IterTaskFileDirectoryEnter:
                entry.Type = DescriptorType.Directory;
                entry.Name = view.GetText(1);
                return true;
            case EventType.IterTaskFileRegularEnter:
                DescribeFile(in view, process, ref entry);
                return true;
            case EventType.IterTaskFileAnonInodeEnter:
                AnonymousInodeKind kind = (AnonymousInodeKind)view.GetUInt32(1);
                entry.Type = kind == AnonymousInodeKind.Unknown ? TypeOfUnknown(view.GetText(2)) : TypeOfAnonymous(kind);

                // The walk itself is gone when its events are read.
                return process != _ownProcess || kind != AnonymousInodeKind.BpfIter;
            case EventType.IterTaskFileSocketInetEnter or EventType.IterTaskFileSocketInet6Enter:
                DescribeInternet(in view, ref entry);
                return true;
            case EventType.IterTaskFileSocketUnixEnter:
                entry.Type = DescriptorType.UnixSocket;
                entry.UnixSource = view.GetUInt64(3);
                entry.Name = view.GetText(4);
                return true;
            case EventType.IterTaskFileSocketNetlinkEnter:
                entry.Type = DescriptorType.Netlink;
                return true;
            default:
                return false;
        }
    }

    private void DescribeFile(in Event view, long process, ref DescriptorEntry entry)
    {
        entry.Type = DescriptorType.FileV2;
        entry.Name = view.GetText(1);
        entry.OpenFlags |= view.GetUInt32(2);
        entry.MountId = view.GetUInt32(3);
        if (TryOpen(process) && _mounts.TryFind(entry.MountId, _process, out MountTable.Mount mount))
            entry.Device = mount.Device;
    }

    // A socket without a remote address is a server, be it that it listens or that it waits for datagrams; without an own port it is not
    // known yet what it will be.
    private static void DescribeInternet(in Event view, ref DescriptorEntry entry)
    {
        ReadOnlySpan<byte> source = view.GetBytes(3);
        ReadOnlySpan<byte> destination = view.GetBytes(5);
        ushort port = (ushort)view.GetUInt32(4);
        bool isServer = destination.IndexOfAnyExcept((byte)0) < 0;
        if (isServer && port == 0)
        {
            entry.Type = DescriptorType.Unknown;
            return;
        }

        bool isIPv4 = view.Type == EventType.IterTaskFileSocketInetEnter;
        entry.Type = (isIPv4, isServer) switch
        {
            (true, true) => DescriptorType.IPv4ServerSocket,
            (true, false) => DescriptorType.IPv4Socket,
            (false, true) => DescriptorType.IPv6ServerSocket,
            (false, false) => DescriptorType.IPv6Socket,
        };
        entry.Protocol = view.GetUInt32(SocketType) switch
        {
            StreamType => SocketProtocol.Tcp,
            DatagramType => SocketProtocol.Udp,
            RawType => SocketProtocol.Raw,
            _ => SocketProtocol.Unknown,
        };
        entry.SourceAddress = source;
        entry.SourcePort = port;
        if (isServer)
            return;
        entry.DestinationAddress = destination;
        entry.DestinationPort = (ushort)view.GetUInt32(6);
    }

    private static DescriptorType TypeOfAnonymous(AnonymousInodeKind kind) => kind switch
    {
        AnonymousInodeKind.EventFd => DescriptorType.Event,
        AnonymousInodeKind.EventPoll => DescriptorType.EventPoll,
        AnonymousInodeKind.Inotify => DescriptorType.Inotify,
        AnonymousInodeKind.SignalFd => DescriptorType.SignalFd,
        AnonymousInodeKind.TimerFd => DescriptorType.TimerFd,
        AnonymousInodeKind.IoUring => DescriptorType.IoUring,
        AnonymousInodeKind.UserFaultFd => DescriptorType.UserFaultFd,
        AnonymousInodeKind.PidFd => DescriptorType.PidFd,
        AnonymousInodeKind.BpfMap or AnonymousInodeKind.BpfProg or AnonymousInodeKind.BpfLink or AnonymousInodeKind.BpfIter => DescriptorType.Bpf,
        _ => DescriptorType.Unsupported,
    };

    // Kinds that the probe does not tell apart have the path that /proc shows.
    private static DescriptorType TypeOfUnknown(ReadOnlySpan<byte> path) =>
        LinkTarget.IsAnonymous(path) ? LinkTarget.TypeOfAnonymous(path) : DescriptorType.Unsupported;

    // Files of one process come together.
    private bool TryOpen(long process)
    {
        if (_processId == process)
            return _isOpen;
        Close();
        _processId = process;
        _isOpen = _proc.TryOpen(NumberText.Format((int)process, stackalloc byte[NumberText.MaxLength]), out _process) == 0;
        return _isOpen;
    }

    private void Close()
    {
        if (_isOpen)
            _process.Dispose();
        _isOpen = false;
    }
}
