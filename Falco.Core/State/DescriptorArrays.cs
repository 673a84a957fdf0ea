using System.Numerics;

namespace Falco.Core.State;

/// <summary>Arrays for tables of descriptors, by size: a process with many gets one that another has left.</summary>
internal sealed class DescriptorArrays
{
    private const int Smallest = 16;

    // Up to the 1,024 numbers that a table keeps in its array.
    private readonly Stack<DescriptorRecord?[]>[] _free = [new(), new(), new(), new(), new(), new(), new()];

    /// <summary>An array with room for a number, empty.</summary>
    public DescriptorRecord?[] RentFor(long number)
    {
        int capacity = Math.Max(Smallest, (int)BitOperations.RoundUpToPowerOf2((uint)number + 1));
        return _free[ClassOf(capacity)].TryPop(out DescriptorRecord?[]? array) ? array : new DescriptorRecord?[capacity];
    }

    /// <summary>Takes an empty array back.</summary>
    public void Return(DescriptorRecord?[] array)
    {
        if (array.Length > 0)
            _free[ClassOf(array.Length)].Push(array);
    }

    private static int ClassOf(int capacity) => BitOperations.Log2((uint)(capacity / Smallest));
}
