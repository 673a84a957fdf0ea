namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Records about the instructions of a section, in their order: all programs of one kind share a section.</summary>
internal static class InstructionTable
{
    /// <summary>The records about a range of instructions.</summary>
    public static ReadOnlySpan<T> Range<T>(ReadOnlySpan<T> sorted, ObjectFunction function)
        where T : IInstructionRecord
    {
        int first = FirstFrom(sorted, (uint)function.First);
        return sorted[first..FirstFrom(sorted, (uint)(function.First + function.Length))];
    }

    public static void Sort<T>(T[] records)
        where T : IInstructionRecord => Array.Sort(records, static (left, right) => left.Instruction.CompareTo(right.Instruction));

    private static int FirstFrom<T>(ReadOnlySpan<T> sorted, uint instruction)
        where T : IInstructionRecord
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle].Instruction < instruction)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
