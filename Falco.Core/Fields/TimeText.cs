namespace Falco.Core.Fields;

/// <summary>Writes the time of an event.</summary>
internal static class TimeText
{
    /// <summary>Room for every time, in bytes.</summary>
    public const int MaxLength = 40;

    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Writes the parts that are asked for; local time, but for <see cref="TimeTextParts.Iso"/> and its like, which are UTC.</summary>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <param name="parts">What to write.</param>
    /// <param name="clock">Tells what local time is.</param>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>The offset of local time is that of today, not of the event's date: so does the reference.</remarks>
    public static int Write(ulong timestamp, TimeTextParts parts, TimeProvider clock, Span<byte> target)
    {
        bool isIso = (parts & (TimeTextParts.Iso | TimeTextParts.IsoZulu)) != 0;

        // 2^64 nanoseconds are 585 years after 1970: within the range of DateTime.
        DateTime time = DateTime.UnixEpoch.AddTicks((long)(timestamp / 100));
        if (!isIso)
            time += clock.LocalTimeZone.GetUtcOffset(clock.GetUtcNow());
        int at = 0;
        if (isIso || (parts & TimeTextParts.Date) != 0)
        {
            at = WriteNumber(time.Year, 4, target, at);
            target[at++] = (byte)'-';
            at = WriteNumber(time.Month, 2, target, at);
            target[at++] = (byte)'-';
            at = WriteNumber(time.Day, 2, target, at);
            target[at++] = isIso ? (byte)'T' : (byte)' ';
        }

        at = WriteNumber(time.Hour, 2, target, at);
        target[at++] = (byte)':';
        at = WriteNumber(time.Minute, 2, target, at);
        target[at++] = (byte)':';
        at = WriteNumber(time.Second, 2, target, at);
        if (isIso || (parts & TimeTextParts.Fraction) != 0)
        {
            target[at++] = (byte)'.';
            at = WriteNumber((int)(timestamp % NanosecondsPerSecond), 9, target, at);
        }

        ReadOnlySpan<byte> zone = (parts & TimeTextParts.Iso) != 0 ? "+0000"u8 : (parts & TimeTextParts.IsoZulu) != 0 ? "Z"u8 : default;
        zone.CopyTo(target[at..]);
        return at + zone.Length;
    }

    /// <summary>Writes the parts that are asked for, by the system's clock, into the scratch of the event.</summary>
    public static ReadOnlySpan<byte> Write(ulong timestamp, TimeTextParts parts, FieldScratch scratch)
    {
        Span<byte> text = scratch.Take(MaxLength);
        int length = Write(timestamp, parts, TimeProvider.System, text);
        scratch.GiveBack(MaxLength - length);
        return text[..length];
    }

    // With leading zeros. Returns where the number ends.
    private static int WriteNumber(int number, int digits, Span<byte> target, int at)
    {
        for (int i = digits - 1; i >= 0; i--)
        {
            target[at + i] = (byte)('0' + (number % 10));
            number /= 10;
        }

        return at + digits;
    }
}
