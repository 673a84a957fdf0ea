using System.Buffers.Binary;
using System.Numerics;

namespace Falco.Core.State;

/// <summary>
/// Places for the texts of records, cut from slabs: only as many exist as were in use at once, whichever records the texts belong to.
/// </summary>
/// <remarks>
/// <para>Hosts have millions of descriptors, and an array for each of their names would be half headers. A record keeps the slab and where
/// in it the text begins; the byte before the text holds the class of its size, so that a place that is given back finds its way.</para>
/// <para>Slabs are so large that the garbage collector never moves them, and live as long as the store.</para>
/// </remarks>
internal sealed class TextStore
{
    // More than the 85,000 bytes from which on the collector leaves an array where it is.
    private const int SlabSize = 128 * 1024;

    // A slab begins with its own number; places begin on the boundaries that handles count in.
    private const int SlabHeader = 8;
    private const int Unit = 8;
    private const int UnitsPerSlab = SlabSize / Unit;

    // What the kernel side records of arguments, environment and control groups at most, and a little for what we put before them.
    private const int LargestShared = 5120;

    // Up to here sizes are a unit apart, then there are 32 for each doubling.
    private const int LinearLimit = 256;
    private const int LinearClasses = LinearLimit / Unit;
    private const int ClassesPerDoubling = 32;

    // So many sizes may serve for a long text instead of a new place, which bounds what it wastes to an eighth.
    private const int ServingClasses = 4;

    // In the place of a class: the text has an array of its own.
    private const byte Unshared = byte.MaxValue;

    private readonly List<byte[]> _slabs = [];
    private readonly Stack<uint>[] _free;
    private int _slabEnd = SlabSize;

    public TextStore()
    {
        _free = new Stack<uint>[ClassOf(LargestShared) + 1];
        for (int i = 0; i < _free.Length; i++)
            _free[i] = new Stack<uint>();
    }

    /// <summary>Gives a place for a text.</summary>
    /// <param name="length">The length of the text.</param>
    /// <param name="at">Where in the slab the text begins.</param>
    /// <returns>The slab.</returns>
    public byte[] Rent(int length, out int at)
    {
        if (length > LargestShared)
            return MakeUnshared(length, out at);
        int size = ClassOf(length);
        int last = size < LinearClasses ? size + 1 : Math.Min(size + ServingClasses, _free.Length);
        for (int i = size; i < last; i++)
        {
            if (!_free[i].TryPop(out uint handle))
                continue;
            at = (int)(handle % UnitsPerSlab) * Unit + 1;
            return _slabs[(int)(handle / UnitsPerSlab)];
        }

        return Cut(size, out at);
    }

    /// <summary>Takes a place back; one that is too large to be shared is left to the garbage collector.</summary>
    public void Return(byte[] slab, int at)
    {
        int size = slab[at - 1];
        if (size != Unshared)
            _free[size].Push(BinaryPrimitives.ReadUInt32LittleEndian(slab) * UnitsPerSlab + (uint)(at / Unit));
    }

    /// <summary>The longest text that fits a place.</summary>
    public static int CapacityAt(byte[] slab, int at) => slab[at - 1] is < Unshared and byte size ? SizeOf(size) - 1 : slab.Length - at;

    private byte[] Cut(int size, out int at)
    {
        int length = SizeOf(size);
        if (length > SlabSize - _slabEnd)
        {
            byte[] added = GC.AllocateUninitializedArray<byte>(SlabSize);
            BinaryPrimitives.WriteUInt32LittleEndian(added, (uint)_slabs.Count);
            _slabs.Add(added);
            _slabEnd = SlabHeader;
        }

        byte[] slab = _slabs[^1];
        slab[_slabEnd] = (byte)size;
        at = _slabEnd + 1;
        _slabEnd += length;
        return slab;
    }

    private static byte[] MakeUnshared(int length, out int at)
    {
        byte[] array = new byte[length + 1];
        array[0] = Unshared;
        at = 1;
        return array;
    }

    // Sizes include the byte for their class.
    private static int ClassOf(int length)
    {
        if (length < LinearLimit)
            return length / Unit;

        // The exponent, and as many bits after the first one as tell the classes of a doubling apart.
        int exponent = BitOperations.Log2((uint)length);
        int step = length >> (exponent - BitOperations.Log2(ClassesPerDoubling));
        return LinearClasses + (exponent - BitOperations.Log2(LinearLimit) - 1) * ClassesPerDoubling + step;
    }

    private static int SizeOf(int size)
    {
        if (size < LinearClasses)
            return (size + 1) * Unit;
        int step = size - LinearClasses;
        return (ClassesPerDoubling + step % ClassesPerDoubling + 1) << (BitOperations.Log2(Unit) + step / ClassesPerDoubling);
    }
}
