namespace Falco.Drivers.Native.Ebpf;

/// <summary>
/// What became of the events that were asked for. <c>Offered = Delivered + LostToFullRings + Oversized + WithoutRing</c> holds
/// at any moment at which the machine is still; once the source has ended, <c>Delivered = Observed + Malformed</c>.
/// Everything is counted from the opening of the source on; the first picture of the host is not.
/// </summary>
public sealed record KernelStatistics
{
    /// <summary>Events that were asked for.</summary>
    public long Offered { get; init; }

    /// <summary>Events that were put into a ring.</summary>
    public long Delivered { get; init; }

    /// <summary>Events that found their ring full, by <see cref="LossCategory"/>; a category without losses is not in it.</summary>
    public IReadOnlyDictionary<LossCategory, long> LostByCategory { get; init; } = new Dictionary<LossCategory, long>();

    /// <summary>Events that found their ring full.</summary>
    public long LostToFullRings => LostByCategory.Values.Sum();

    /// <summary>Events of more than 65,535 bytes, which are not sent.</summary>
    public long Oversized { get; init; }

    /// <summary>Events on a CPU that came up after the start and has no ring.</summary>
    public long WithoutRing { get; init; }

    /// <summary>All events that were lost.</summary>
    public long Lost => LostToFullRings + Oversized + WithoutRing;

    /// <summary>Calls of the engine's own threads, which are not sent.</summary>
    public long OwnCalls { get; init; }

    /// <summary>Failed calls that were not sent because nobody asked for failed ones.</summary>
    public long FailedCalls { get; init; }

    /// <summary>Calls by 32-bit code that no 64-bit call of this architecture stands for, which are not sent.</summary>
    public long UnknownCalls { get; init; }

    /// <summary>Events that were read from the rings and handed to the observers.</summary>
    public long Observed { get; init; }

    /// <summary>The most bytes of events that were kept outside the rings at a time, until they had been read: see <see cref="KernelSourceOptions.BacklogBytes"/>.</summary>
    public long BacklogPeakBytes { get; init; }

    /// <summary>Records that are no event of the schema; they are skipped.</summary>
    public long Malformed { get; init; }
}
