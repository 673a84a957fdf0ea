using System.Buffers.Binary;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>All threads and descriptors of the host, as the kernel's own iterators tell them (since Linux 5.18): one pass over each.</summary>
internal sealed class TaskWalk(Probe probe) : IProcessWalk
{
    private const int BufferSize = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private ThreadEventReader? _threads;

    public bool TryRun(ProcDirectory proc, HostBoot boot, MountTable mounts, IHostTableObserver tables, CancellationToken stop)
    {
        // Without arguments and environments /proc is the better way.
        using BpfIterator? threads = probe.TryWalk("i_task_sleepable");
        using BpfIterator? files = probe.TryWalk("i_task_file");
        if (threads is null || files is null)
            return false;
        _threads = new ThreadEventReader(boot);
        Walk(threads, _threads, tables, stop);
        using FileEventReader fileReader = new(proc, mounts);
        Walk(files, fileReader, tables, stop);
        return true;
    }

    public bool HasTold(int processId) => _threads!.HasRead(processId);

    // What is read holds whole events only as long as the buffer is as large as the kernel's; else the rest is kept for the next read.
    private void Walk(BpfIterator iterator, IIterationReader reader, IHostTableObserver tables, CancellationToken stop)
    {
        int kept = 0;
        int read;
        while ((read = iterator.Read(_buffer.AsSpan(kept))) > 0)
        {
            stop.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> rest = _buffer.AsSpan(0, kept + read);
            while (TryTake(ref rest, out Event view))
                reader.Read(in view, tables);
            rest.CopyTo(_buffer);
            kept = rest.Length;
            if (kept == _buffer.Length)
                throw new EbpfException(EbpfFault.CorruptRing, "an iterator delivers something that is no event");
        }
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out Event view)
    {
        view = default;
        if (rest.Length < Event.HeaderSize)
            return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[16..]);
        if (length > rest.Length)
            return false;
        if (Event.TryRead(rest, 0, EventFlags.None, out view) != EventFault.None)
            throw new EbpfException(EbpfFault.CorruptRing, "an iterator delivers something that is no event");
        rest = rest[(int)length..];
        return true;
    }
}
