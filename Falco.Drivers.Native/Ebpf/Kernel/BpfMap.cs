using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>A map of the kernel's that this process created.</summary>
internal sealed unsafe class BpfMap : IDisposable
{
    private BpfMap(BpfHandle handle, string name, in BpfAttributes.MapCreate shape)
    {
        Handle = handle;
        Name = name;
        Type = shape.Type;
        KeySize = (int)shape.KeySize;
        MaxEntries = shape.MaxEntries;
        Flags = shape.Flags;
        ElementSize = (int)(shape.ValueSize + 7 & ~7u);

        // Only values of per-CPU maps are padded in what the kernel copies.
        ValueSize = IsPerCpu ? ElementSize * Cpus.Possible : (int)shape.ValueSize;
    }

    public BpfHandle Handle { get; }

    public string Name { get; }

    public BpfMapType Type { get; }

    public BpfMapFlags Flags { get; }

    public uint MaxEntries { get; }

    public int KeySize { get; }

    /// <summary>Bytes of a value; for a per-CPU map those of all CPUs, each rounded up to 8.</summary>
    public int ValueSize { get; }

    /// <summary>Bytes from one value of an array, or one CPU's part of a value, to the next.</summary>
    public int ElementSize { get; }

    private bool IsPerCpu => Type is BpfMapType.PerCpuHash or BpfMapType.PerCpuArray or BpfMapType.LruPerCpuHash or BpfMapType.PerCpuCgroupStorage;

    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static BpfMap Create(string name, BpfAttributes.MapCreate shape, BpfHandle? inner = null)
    {
        string action = $"creating the map '{name}'";
        if (shape.KeySize > ushort.MaxValue || shape.ValueSize > int.MaxValue - 8)
            throw new EbpfException(EbpfFault.MalformedObject, $"the map '{name}' has keys of {shape.KeySize} and values of {shape.ValueSize} bytes");
        shape.Name = new BpfName(name);
        if (inner is null)
            return new BpfMap(BpfSystem.Open(BpfCommand.MapCreate, ref shape, action), name, shape);
        using BpfHandle.Lease lease = inner.Borrow();
        shape.InnerMap = lease.Descriptor;
        return new BpfMap(BpfSystem.Open(BpfCommand.MapCreate, ref shape, action), name, shape);
    }

    /// <returns>Whether the map holds the key.</returns>
    public bool TryLookup(ReadOnlySpan<byte> key, Span<byte> value)
    {
        CheckSizes(key.Length, value.Length);
        int error = Call(BpfCommand.MapLookupElement, key, value);
        return error switch
        {
            0 => true,
            ErrorNumber.NoEntry => false,
            _ => throw Refusal.Explain($"reading the map '{Name}'", error),
        };
    }

    public void Update(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        CheckSizes(key.Length, value.Length);
        if (Call(BpfCommand.MapUpdateElement, key, value) is int error and not 0)
            throw Refusal.Explain($"writing the map '{Name}'", error);
    }

    /// <summary>Puts a map into an array of maps, or a program into an array of programs.</summary>
    public void Update(uint index, BpfHandle value)
    {
        using BpfHandle.Lease lease = value.Borrow();
        int descriptor = lease.Descriptor;
        Update(new ReadOnlySpan<byte>(&index, sizeof(uint)), new ReadOnlySpan<byte>(&descriptor, sizeof(int)));
    }

    /// <summary>Writes an element of an array.</summary>
    public void Update<T>(uint index, in T value)
        where T : unmanaged
    {
        T copy = value;
        Update(new ReadOnlySpan<byte>(&index, sizeof(uint)), new ReadOnlySpan<byte>(&copy, sizeof(T)));
    }

    /// <returns>Whether the map held the key.</returns>
    public bool Delete(ReadOnlySpan<byte> key)
    {
        CheckSizes(key.Length, ValueSize);
        int error = Call(BpfCommand.MapDeleteElement, key, default);
        return error switch
        {
            0 => true,
            ErrorNumber.NoEntry => false,
            _ => throw Refusal.Explain($"deleting from the map '{Name}'", error),
        };
    }

    /// <summary>Empties a slot of an array of maps or programs.</summary>
    public bool Delete(uint index) => Delete(new ReadOnlySpan<byte>(&index, sizeof(uint)));

    /// <summary>Nothing outside of programs can change it any more.</summary>
    public void Freeze()
    {
        using BpfHandle.Lease lease = Handle.Borrow();
        BpfAttributes.MapFreeze attributes = new() { Map = lease.Descriptor };
        if (BpfSystem.Call(BpfCommand.MapFreeze, ref attributes, out int error) < 0)
            throw Refusal.Explain($"freezing the map '{Name}'", error);
    }

    public void Dispose() => Handle.Dispose();

    // The kernel reads KeySize and reads or writes ValueSize bytes, whatever the spans hold: this check is what makes it safe.
    private void CheckSizes(int key, int value)
    {
        if (key != KeySize || value != ValueSize)
            throw new ArgumentException($"The map '{Name}' has keys of {KeySize} and values of {ValueSize} bytes, not {key} and {value}.");
    }

    private int Call(BpfCommand command, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        using BpfHandle.Lease lease = Handle.Borrow();
        fixed (byte* keyBytes = key)
        fixed (byte* valueBytes = value)
        {
            BpfAttributes.MapElement attributes = new() { Map = lease.Descriptor, Key = (ulong)keyBytes, Value = (ulong)valueBytes };
            BpfSystem.Call(command, ref attributes, out int error);
            return error;
        }
    }
}
