using System.Numerics;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Creates a map as an object declares it.</summary>
internal static class MapCreator
{
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static BpfMap Create(MapDefinition definition)
    {
        try
        {
            if (definition.Inner is not { } inner)
                return Create(definition, null);

            // The kernel only looks at the shape of the example.
            using BpfMap example = Create(inner, null);
            return Create(definition, example.Handle);
        }
        catch (EbpfException exception) when (exception.ErrorNumber == ErrorNumber.Invalid)
        {
            throw new EbpfException(
                EbpfFault.KernelTooOld,
                $"the kernel refused the map '{definition.Name}' of the type {definition.Type}",
                "it does not know this type or its flags, or the size is not one that it allows",
                ErrorNumber.Invalid,
                cause: exception);
        }
    }

    private static BpfMap Create(MapDefinition definition, BpfHandle? inner)
    {
        BpfAttributes.MapCreate shape = new()
        {
            Type = definition.Type,
            KeySize = definition.KeySize,
            ValueSize = definition.ValueSize,
            MaxEntries = definition.Type == BpfMapType.RingBuffer ? RingSize(definition.MaxEntries) : definition.MaxEntries,
            Flags = definition.Flags,
        };
        BpfMap map = BpfMap.Create(definition.Name, shape, inner);
        try
        {
            if (definition.Data is { } data)
                map.Update(stackalloc byte[sizeof(uint)], data);
            if (definition.IsReadOnly)
                map.Freeze();
            return map;
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    // A power of two, and whole pages.
    private static uint RingSize(uint size) => size == 0 ? 0 : Math.Max(BitOperations.RoundUpToPowerOf2(size), (uint)Environment.SystemPageSize);
}
