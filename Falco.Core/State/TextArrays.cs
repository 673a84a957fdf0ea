using System.Numerics;

namespace Falco.Core.State;

/// <summary>
/// Arrays for the texts of records, in two sizes: only as many exist as were in use at once, whichever records the texts belong to.
/// </summary>
internal sealed class TextArrays
{
    /// <summary>Enough for most names and paths.</summary>
    public const int SmallCapacity = 128;

    // What the kernel side records of arguments, environment and control groups at most.
    private const int LargeCapacity = 4096;

    private readonly Stack<byte[]> _small = new();
    private readonly Stack<byte[]> _large = new();

    public static byte[] Allocate(int length) => new byte[length <= SmallCapacity ? SmallCapacity
        : length <= LargeCapacity ? LargeCapacity
        : (int)BitOperations.RoundUpToPowerOf2((uint)length)];

    public byte[] Rent(int length)
    {
        Stack<byte[]> free = length <= SmallCapacity ? _small : _large;
        return length <= LargeCapacity && free.TryPop(out byte[]? array) ? array : Allocate(length);
    }

    /// <summary>Takes an array back; one of another size is left to the garbage collector.</summary>
    public void Return(byte[] array)
    {
        if (array.Length == SmallCapacity)
            _small.Push(array);
        else if (array.Length == LargeCapacity)
            _large.Push(array);
    }
}
