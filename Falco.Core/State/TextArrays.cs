using System.Numerics;

namespace Falco.Core.State;

/// <summary>
/// Arrays for the texts of records, by size: only as many exist as were in use at once, whichever records the texts belong to.
/// </summary>
/// <remarks>
/// A size wastes an eighth at most: hosts have millions of descriptors, and 24 bytes of a short name's array are no name anyway.
/// </remarks>
internal sealed class TextArrays
{
    // What the kernel side records of arguments, environment and control groups at most, and a little for what we put before them.
    private const int LargestShared = 5120;

    // Up to here sizes are 8 bytes apart, then there are eight for each doubling.
    private const int LinearLimit = 64;
    private const int LinearStep = 8;

    private readonly Stack<byte[]>[] _free;

    public TextArrays()
    {
        _free = new Stack<byte[]>[ClassOf(LargestShared) + 1];
        for (int i = 0; i < _free.Length; i++)
            _free[i] = new Stack<byte[]>();
    }

    public byte[] Rent(int length)
    {
        if (length > LargestShared)
            return new byte[length];
        int size = ClassOf(length);
        return _free[size].TryPop(out byte[]? array) ? array : new byte[CapacityOf(size)];
    }

    /// <summary>Takes an array back; one that is too large to be shared is left to the garbage collector.</summary>
    public void Return(byte[] array)
    {
        if (array.Length <= LargestShared)
            _free[ClassOf(array.Length)].Push(array);
    }

    private static int ClassOf(int length)
    {
        if (length <= LinearLimit)
            return Math.Max(0, (length - 1) / LinearStep);

        // The exponent and the three bits after the first one.
        int exponent = BitOperations.Log2((uint)(length - 1));
        return (exponent - 6) * 8 + ((length - 1) >> (exponent - 3)) - 8 + LinearLimit / LinearStep;
    }

    private static int CapacityOf(int size)
    {
        if (size < LinearLimit / LinearStep)
            return (size + 1) * LinearStep;
        size -= LinearLimit / LinearStep;
        return (9 + size % 8) << (3 + size / 8);
    }
}
