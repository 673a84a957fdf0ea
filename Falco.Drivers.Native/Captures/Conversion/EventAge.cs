using System.Collections.Immutable;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>Tells events that today's driver would encode in the same way from those that the converter has to look at.</summary>
internal static class EventAge
{
    private const byte AnyCount = byte.MaxValue;
    private const byte NoCount = byte.MaxValue - 1;

    private static readonly ImmutableArray<byte> CurrentCounts = LoadCurrentCounts();

    /// <summary>Whether the converter has to look at an event. One look-up, because it is asked of every event of every capture.</summary>
    public static bool NeedsConverter(in Event view)
    {
        byte current = CurrentCounts[(int)view.Type];
        return current != AnyCount && current != view.EncodedParameterCount;
    }

    /// <summary>Whether an event has a newer form, or none today. Some that the converter looks at are today's, but kept as well.</summary>
    public static bool IsOld(in Event view) => NeedsConverter(in view)
        && !(ConversionTable.TryFind(view.Type, view.EncodedParameterCount, out EventConversion conversion)
            && conversion.Action == ConversionAction.StoreAndPass);

    /// <summary>What has to be done with an event.</summary>
    /// <param name="view">The event.</param>
    /// <param name="fault">Why nothing can be done with it, if the result is <see cref="ConversionResult.Error"/>.</param>
    public static ConversionResult Judge(in Event view, out ConversionFault fault)
    {
        EventTypeInfo type = view.Info;
        fault = ConversionFault.None;
        if (!type.IsUsed)
            return ConversionResult.Drop;
        bool isOld = (type.Flags & EventTypeFlags.OldVersion) != 0;
        if ((type.Flags & EventTypeFlags.ConverterManaged) == 0)
            return isOld ? ConversionResult.Drop : ConversionResult.Pass;
        if (type.IsEnter)
            return ConversionResult.Continue;
        if ((uint)view.EncodedParameterCount > (uint)type.Parameters.Count)
        {
            fault = ConversionFault.TooManyParameters;
            return ConversionResult.Error;
        }

        return isOld || view.EncodedParameterCount != type.Parameters.Count ? ConversionResult.Continue : ConversionResult.Pass;
    }

    private static ImmutableArray<byte> LoadCurrentCounts()
    {
        byte[] counts = [.. EventSchema.Types.Select(CurrentCount)];

        // Starts of calls that are still reported, and of which nothing has to be kept.
        foreach ((EventType type, int count) in ConversionTable.Keys)
        {
            if (ConversionTable.TryFind(type, count, out EventConversion conversion) && conversion.Action == ConversionAction.Pass)
                counts[(int)type] = (byte)count;
        }

        return [.. counts];
    }

    private static byte CurrentCount(EventTypeInfo type)
    {
        if (!type.IsUsed)
            return NoCount;
        bool isOld = (type.Flags & EventTypeFlags.OldVersion) != 0;
        if ((type.Flags & EventTypeFlags.ConverterManaged) == 0)
            return isOld ? NoCount : AnyCount;
        return type.IsEnter || isOld ? NoCount : (byte)type.Parameters.Count;
    }
}
