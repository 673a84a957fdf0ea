using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Rings;

/// <summary>The memory that all backlogs of a probe share. Taken from by the thread that reads; the peak may be read by any.</summary>
internal sealed class BacklogSpace(long limit)
{
    private long _used;
    private long _peak;

    /// <summary>The most bytes that were in use at a time.</summary>
    public long Peak => Volatile.Read(ref _peak);

    /// <summary>How many bytes may still be taken.</summary>
    public long Left => limit - _used;

    /// <summary>Takes memory from the system.</summary>
    /// <returns>The memory, which goes back with <see cref="Return"/>, or <see langword="null"/> when the limit is reached or the system has none.</returns>
    public MappedMemory? TryTake(int bytes)
    {
        if (bytes > Left || MappedMemory.TryReserve((nuint)bytes) is not { } memory)
            return null;
        _used += bytes;
        if (_used > _peak)
            Volatile.Write(ref _peak, _used);
        return memory;
    }

    /// <summary>Gives memory back.</summary>
    public void Return(MappedMemory memory)
    {
        _used -= (long)memory.Length;
        memory.Dispose();
    }
}
