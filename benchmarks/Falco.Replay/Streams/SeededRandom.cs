namespace Falco.Replay.Streams;

/// <summary>Numbers that are the same on every machine and with every version of the framework (splitmix64).</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to, but not, the limit.</summary>
    public int Below(int limit) => (int)((ulong)(uint)(Next() >> 32) * (uint)limit >> 32);

    /// <summary>One of several, the first ones more often than the last: the square of an even distribution.</summary>
    public T Favourite<T>(IReadOnlyList<T> items)
    {
        double part = (Next() >> 11) * (1.0 / (1UL << 53));
        return items[(int)(part * part * items.Count)];
    }

    private ulong Next()
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
