using System.Buffers.Text;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads the descriptors of processes.</summary>
/// <remarks>
/// The target of a descriptor's link tells what it is: a path for a file, else a kind and a number. Only files are asked for their status.
/// </remarks>
internal sealed class DescriptorScan(MountTable mounts, SocketTables sockets) : IDisposable
{
    private const int MaxPath = 4096;

    private static readonly int InfoPrefix = "fdinfo/"u8.Length;

    private readonly DirectoryLister _descriptors = new();
    private readonly byte[] _target = new byte[MaxPath];
    private readonly byte[] _info = new byte[512];
    private readonly byte[] _infoName = "fdinfo/                    "u8.ToArray();

    /// <summary>Reads the descriptors of a process.</summary>
    /// <param name="process">The process, or a thread of it.</param>
    /// <param name="threadId">The thread that the descriptors are delivered for.</param>
    /// <param name="scanDescriptors">
    /// If the process is this one, what the scan itself has open: nobody would tell the observer that it is closed.
    /// </param>
    /// <param name="withSockets">Whether sockets are looked up in the tables of their network; else they are of an unknown kind.</param>
    /// <param name="tables">Receives the descriptors.</param>
    /// <returns>How many there were.</returns>
    public long Run(
        ProcDirectory process, long threadId, scoped ReadOnlySpan<int> scanDescriptors, bool withSockets, IHostTableObserver tables)
    {
        if (process.TryOpen("fd"u8, out ProcDirectory folder) < 0)
            return 0;
        using (folder)
        {
            if (_descriptors.Open(folder, "."u8) < 0)
                return 0;
            SocketTable? table = null;
            long count = 0;
            while (_descriptors.TryNext(out ReadOnlySpan<byte> name))
            {
                if (!Utf8Parser.TryParse(name, out long number, out int consumed) || consumed != name.Length)
                    continue;
                if (!scanDescriptors.IsEmpty && IsOfScan((int)number, folder, scanDescriptors))
                    continue;
                DescriptorEntry entry = new() { Number = number };
                if (!Describe(folder, process, name, ref entry, out ulong socket))
                    continue;
                if (socket != 0 && withSockets)
                    (table ??= sockets.Of(process)).Describe(socket, ref entry);
                tables.OnDescriptor(threadId, in entry);
                count++;
            }

            _descriptors.Dispose();
            return count;
        }
    }

    public void Dispose() => _descriptors.Dispose();

    private bool IsOfScan(int number, ProcDirectory folder, ReadOnlySpan<int> scanDescriptors) =>
        scanDescriptors.Contains(number) || number == folder.Descriptor || number == _descriptors.Descriptor;

    /// <returns>False if the descriptor was closed in the meantime.</returns>
    private bool Describe(
        ProcDirectory folder, ProcDirectory process, ReadOnlySpan<byte> name, ref DescriptorEntry entry, out ulong socket)
    {
        socket = 0;
        int length = folder.ReadLink(name, _target);
        if (length <= 0)
            return false;
        ReadOnlySpan<byte> target = _target.AsSpan(0, length);
        DescriptorInfo info = ReadInfo(process, name);
        entry.OpenFlags = info.OpenFlags & OpenFlags.CloseOnExec;
        if (LinkTarget.TryReadNumber(target, "pipe:["u8, out ulong inode))
        {
            entry.Type = DescriptorType.Fifo;
            entry.Inode = inode;
            entry.Name = target;
            return true;
        }

        if (LinkTarget.TryReadNumber(target, "socket:["u8, out socket))
        {
            entry.Type = DescriptorType.Unknown;
            entry.Inode = socket;
            return true;
        }

        return DescribeFile(folder, process, name, target, in info, ref entry);
    }

    private bool DescribeFile(
        ProcDirectory folder, ProcDirectory process, ReadOnlySpan<byte> name, ReadOnlySpan<byte> target, in DescriptorInfo info,
        ref DescriptorEntry entry)
    {
        if (folder.ReadStatus(name, out FileStatus status) < 0)
            return false;
        entry.Inode = status.Inode;
        if (LinkTarget.IsAnonymous(target))
        {
            entry.Type = LinkTarget.TypeOfAnonymous(target);
            return true;
        }

        entry.Name = target;
        switch (status.Kind)
        {
            case FileKind.Fifo:
                entry.Type = DescriptorType.Fifo;
                break;
            case FileKind.Directory:
                entry.Type = DescriptorType.Directory;
                break;
            case FileKind.Regular when target.StartsWith("/memfd:"u8):
                entry.Type = DescriptorType.MemFd;
                break;
            case FileKind.Regular or FileKind.BlockDevice or FileKind.CharacterDevice or FileKind.SymbolicLink:
                entry.Type = DescriptorType.FileV2;
                entry.OpenFlags = info.OpenFlags;
                entry.MountId = info.MountId;
                entry.Device = mounts.TryFind(info.MountId, process, out MountTable.Mount mount) ? mount.Device : status.Device;
                break;
            case FileKind.Socket:
                entry.Type = DescriptorType.Unsupported;
                break;
            default:
                entry.Type = DescriptorType.Unsupported;
                entry.Name = default;
                break;
        }

        return true;
    }

    private DescriptorInfo ReadInfo(ProcDirectory process, ReadOnlySpan<byte> name)
    {
        if (name.Length > _infoName.Length - InfoPrefix)
            return default;
        name.CopyTo(_infoName.AsSpan(InfoPrefix));
        int length = process.Read(_infoName.AsSpan(0, InfoPrefix + name.Length), _info);
        return DescriptorInfo.Parse(_info.AsSpan(0, Math.Max(length, 0)));
    }
}
