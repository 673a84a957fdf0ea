using Falco.Core.Events;

namespace Falco.Core.Fields;

/// <summary>Writes flags, modes and enumeration values as the names of their table.</summary>
internal static class FlagText
{
    /// <summary>Appends the names that make up a value, joined by <c>|</c>; nothing if no name fits.</summary>
    public static void Append(FlagTable table, ParameterType type, uint value, ref Utf8Composer text)
    {
        switch (type)
        {
            case ParameterType.EnumFlags8 or ParameterType.EnumFlags16 or ParameterType.EnumFlags32:
                AppendEqual(table.EntrySpan, value, ref text);
                break;
            case ParameterType.Mode:
                AppendMode(table.EntrySpan, value, ref text);
                break;
            default:
                AppendFlags(table.EntrySpan, value, ref text);
                break;
        }
    }

    // One value may have several names.
    private static void AppendEqual(ReadOnlySpan<FlagName> entries, uint value, ref Utf8Composer text)
    {
        bool first = true;
        foreach (ref readonly FlagName entry in entries)
        {
            if (entry.Value == value)
                AppendName(in entry, ref first, ref text);
        }
    }

    // In table order; what a name covers is taken away, so that of O_RDWR, O_WRONLY and O_RDONLY one is printed.
    private static void AppendFlags(ReadOnlySpan<FlagName> entries, uint value, ref Utf8Composer text)
    {
        uint rest = value;
        bool first = true;
        foreach (ref readonly FlagName entry in entries)
        {
            if (!Covers(in entry, value, rest))
                continue;
            AppendName(in entry, ref first, ref text);
            rest &= ~entry.Value;
            if (entry.Value == value)
                return;
        }
    }

    // Like flags, but a name of the whole value ends the scan even if parts of it were printed before.
    private static void AppendMode(ReadOnlySpan<FlagName> entries, uint value, ref Utf8Composer text)
    {
        uint rest = value;
        bool first = true;
        foreach (ref readonly FlagName entry in entries)
        {
            if (entry.Value == value)
            {
                AppendName(in entry, ref first, ref text);
                return;
            }

            if (!Covers(in entry, value, rest))
                continue;
            AppendName(in entry, ref first, ref text);
            rest &= ~entry.Value;
        }
    }

    // A name of zero names nothing but zero.
    private static bool Covers(in FlagName entry, uint value, uint rest) =>
        entry.Value == 0 ? value == 0 : rest != 0 && (rest & entry.Value) == entry.Value;

    private static void AppendName(in FlagName entry, ref bool first, ref Utf8Composer text)
    {
        if (!first)
            text.Append((byte)'|');
        first = false;
        text.Append(entry.Name.Utf8);
    }
}
