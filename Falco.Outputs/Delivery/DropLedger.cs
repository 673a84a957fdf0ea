namespace Falco.Outputs.Delivery;

/// <summary>Counts what a sink does not get, by reason. Any thread may count.</summary>
internal sealed class DropLedger(string sink)
{
    /// <summary>All reasons; a reason's number is its place.</summary>
    public static readonly DropReason[] Reasons = Enum.GetValues<DropReason>();

    private readonly long[] _counts = new long[Reasons.Length];

    /// <summary>The sink's name.</summary>
    public string Sink => sink;

    public long Total
    {
        get
        {
            long total = 0;
            foreach (DropReason reason in Reasons)
                total += this[reason];
            return total;
        }
    }

    public long this[DropReason reason] => Volatile.Read(ref _counts[(int)reason]);

    public void Add(DropReason reason, long count) => Interlocked.Add(ref _counts[(int)reason], count);

    public IReadOnlyDictionary<DropReason, long> ToDictionary()
    {
        var counts = new Dictionary<DropReason, long>();
        foreach (DropReason reason in Reasons)
        {
            if (this[reason] is > 0 and long count)
                counts.Add(reason, count);
        }

        return counts;
    }
}
