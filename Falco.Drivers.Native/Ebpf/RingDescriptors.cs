using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The descriptors of the rings, to sleep until the probe wakes the reader up.</summary>
internal sealed partial class RingDescriptors(IReadOnlyList<BpfMap> rings)
{
    private const short Readable = 1;

    private readonly Entry[] _entries = new Entry[rings.Count];

    /// <summary>Sleeps until a ring is written to, or for so many milliseconds; a signal ends it, too.</summary>
    public unsafe void Poll(int milliseconds)
    {
        int taken = 0;
        try
        {
            for (; taken < _entries.Length; taken++)
            {
                bool isTaken = false;
                rings[taken].Handle.DangerousAddRef(ref isTaken);
                _entries[taken] = new Entry { Descriptor = (int)rings[taken].Handle.DangerousGetHandle(), Wanted = Readable };
            }

            fixed (Entry* entries = _entries)
                _ = PollDescriptors(entries, (nuint)_entries.Length, milliseconds);
        }
        finally
        {
            while (taken-- > 0)
                rings[taken].Handle.DangerousRelease();
        }
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static unsafe partial int PollDescriptors(Entry* entries, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
