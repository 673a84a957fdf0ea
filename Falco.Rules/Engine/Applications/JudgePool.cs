using System.Runtime.InteropServices;

namespace Falco.Rules.Engine.Applications;

/// <summary>Judges that nobody uses at the moment: a few for each processor, taken and given back without a lock.</summary>
/// <remarks>
/// A thread looks first where its processor left one last, so that threads that run at the same time hardly ever meet. What finds no room
/// is left to the garbage collector.
/// </remarks>
internal sealed class JudgePool
{
    private const int PerProcessor = 2;

    private readonly Slot[] _slots = new Slot[Environment.ProcessorCount * PerProcessor];

    /// <summary>Takes one; <see langword="null"/> if all are in use.</summary>
    public ApplicationJudge? Rent()
    {
        int at = Start();
        for (int i = 0; i < _slots.Length; i++)
        {
            ref ApplicationJudge? judge = ref _slots[at].Judge;
            if (judge is not null && Interlocked.Exchange(ref judge, null) is { } taken)
                return taken;
            at = at + 1 == _slots.Length ? 0 : at + 1;
        }

        return null;
    }

    /// <summary>Gives one back; the caller must not use it any more.</summary>
    public void Return(ApplicationJudge judge)
    {
        int at = Start();
        for (int i = 0; i < _slots.Length; i++)
        {
            ref ApplicationJudge? free = ref _slots[at].Judge;
            if (free is null && Interlocked.CompareExchange(ref free, judge, null) is null)
                return;
            at = at + 1 == _slots.Length ? 0 : at + 1;
        }
    }

    private int Start() => (int)((uint)Thread.GetCurrentProcessorId() * PerProcessor % (uint)_slots.Length);

    // As large as a cache line, so that processors do not take lines from one another.
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Slot
    {
        [FieldOffset(0)]
        public ApplicationJudge? Judge;
    }
}
