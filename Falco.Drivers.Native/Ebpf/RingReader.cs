using Falco.Drivers.Native.Ebpf.Rings;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>Reads the probe's rings in the order of time, and waits when there is nothing to read.</summary>
internal sealed class RingReader(RingBuffer[] rings, RingDescriptors descriptors, ProbeSettings settings)
{
    // An event takes its time before it is written; one that is older than this is in its ring.
    private const ulong Settling = 200_000;

    // A busy host is looked at every millisecond, so that one wake-up serves many events; only a host that was still for so
    // many looks in a row is asked to wake the reader up.
    private const int LooksBeforeSleep = 20;
    private const int LongestSleepMilliseconds = 100;

    private readonly RingMerge _merge = new(rings);
    private ulong _horizon;
    private int _emptyLooks;

    /// <summary>The time, nanoseconds since the Unix epoch, up to which a pass delivers what there is.</summary>
    public ulong Horizon => _horizon;

    /// <summary>Begins a pass over what is older than the settling time.</summary>
    /// <param name="now">Nanoseconds since the Unix epoch, by the probe's clock, taken before the call.</param>
    /// <returns>Whether there is anything.</returns>
    public bool Refill(ulong now)
    {
        _horizon = now - Settling;
        bool isAny = _merge.Refill();
        _emptyLooks = isAny ? 0 : _emptyLooks + 1;
        return isAny;
    }

    /// <summary>The next event of the pass, valid until <see cref="Release"/>.</summary>
    public bool TryRead(out ReadOnlySpan<byte> record, out ushort ring)
    {
        bool isThere = _merge.TryNext(_horizon, out record, out int index);
        ring = (ushort)index;
        return isThere;
    }

    /// <summary>Gives what was read back to the kernel.</summary>
    public void Release() => _merge.Release();

    /// <summary>Waits for events.</summary>
    public void Wait(CancellationToken stop)
    {
        if (_emptyLooks < LooksBeforeSleep)
        {
            Thread.Sleep(1);
            return;
        }

        // Asked first and looked at afterwards: an event in between wakes the sleep up or is seen.
        settings.AskForWakeUp(true);
        if (!_merge.Refill() && !stop.IsCancellationRequested)
            descriptors.Poll(LongestSleepMilliseconds);
        settings.AskForWakeUp(false);
    }
}
