using System.Collections.Frozen;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>All conversions of old events, generated from <c>Schema/conversions.tsv</c>.</summary>
internal static partial class ConversionTable
{
    private const int RowSize = 6;
    private const int ValueSize = 2;

    private static readonly FrozenDictionary<int, EventConversion> Conversions = Load();

    /// <summary>All types and numbers of parameters that have a conversion, in the order of the schema.</summary>
    public static IEnumerable<(EventType Type, int ParameterCount)> Keys
    {
        get
        {
            for (int i = 0; i < Rows.Length; i += RowSize)
                yield return ((EventType)Rows[i], Rows[i + 1]);
        }
    }

    /// <summary>Finds the conversion of events of a type that carry a number of parameters.</summary>
    public static bool TryFind(EventType type, int parameterCount, out EventConversion conversion)
    {
        // More parameters than that do not fit the key, and no conversion is for so many.
        conversion = default;
        return (uint)parameterCount <= Event.MaxParameters && Conversions.TryGetValue(Key(type, parameterCount), out conversion);
    }

    /// <summary>One of a conversion's values.</summary>
    public static ConvertedValue Value(int index) =>
        new((ConvertedValueSource)Values[index * ValueSize], Values[(index * ValueSize) + 1]);

    private static int Key(EventType type, int parameterCount) => ((int)type << 8) | parameterCount;

    private static FrozenDictionary<int, EventConversion> Load()
    {
        Dictionary<int, EventConversion> conversions = [];
        for (int i = 0; i < Rows.Length; i += RowSize)
        {
            ReadOnlySpan<ushort> row = Rows.Slice(i, RowSize);
            conversions.Add(Key((EventType)row[0], row[1]), new EventConversion((ConversionAction)row[2], (EventType)row[3], row[4], row[5]));
        }

        return conversions.ToFrozenDictionary();
    }
}
