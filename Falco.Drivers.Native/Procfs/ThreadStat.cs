namespace Falco.Drivers.Native.Procfs;

/// <summary>What <c>stat</c> says of a thread.</summary>
internal readonly struct ThreadStat
{
    // The clock of the start time has this many nanoseconds a tick on every architecture.
    private const ulong TickNanoseconds = 10_000_000;

    public byte State { get; private init; }

    public long ProcessGroupId { get; private init; }

    public long SessionId { get; private init; }

    /// <summary>The controlling terminal.</summary>
    public uint Tty { get; private init; }

    public ulong MinorFaults { get; private init; }

    public ulong MajorFaults { get; private init; }

    /// <summary>The threads of the process.</summary>
    public long ThreadCount { get; private init; }

    /// <summary>When the thread was made, nanoseconds since the machine was booted.</summary>
    public ulong StartTime { get; private init; }

    /// <summary>Reads the line.</summary>
    /// <param name="line">It begins with an id and the name in parentheses; the name may hold parentheses and blanks, too.</param>
    /// <param name="stat">The result.</param>
    public static bool TryParse(ReadOnlySpan<byte> line, out ThreadStat stat)
    {
        stat = default;
        int end = line.LastIndexOf((byte)')');
        if (end < 0)
            return false;
        FieldCursor fields = new(line[(end + 1)..].TrimEnd((byte)'\n'));
        ReadOnlySpan<byte> state = fields.Take();
        fields.Skip(1);
        if (state.IsEmpty || !fields.TryTakeInt64(out long group) || !fields.TryTakeInt64(out long session)
            || !fields.TryTakeInt64(out long tty))
        {
            return false;
        }

        fields.Skip(2);
        if (!fields.TryTakeUInt64(out ulong minor))
            return false;
        fields.Skip(1);
        if (!fields.TryTakeUInt64(out ulong major))
            return false;
        fields.Skip(7);
        if (!fields.TryTakeInt64(out long threads))
            return false;
        fields.Skip(1);
        if (!fields.TryTakeUInt64(out ulong start))
            return false;
        stat = new ThreadStat
        {
            State = state[0],
            ProcessGroupId = group,
            SessionId = session,
            Tty = (uint)tty,
            MinorFaults = minor,
            MajorFaults = major,
            ThreadCount = threads,
            StartTime = start * TickNanoseconds,
        };
        return true;
    }
}
