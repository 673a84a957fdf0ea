namespace Falco.Core.Fields;

/// <summary>Writes the time of an event.</summary>
internal static class TimeText
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Appends the parts that are asked for; local time, but for <see cref="TimeTextParts.Iso"/>, which is UTC.</summary>
    /// <remarks>The offset of local time is that of today, not of the event's date: so does the reference.</remarks>
    public static void Append(ulong timestamp, TimeTextParts parts, ref Utf8Composer text)
    {
        // 2^64 nanoseconds are 585 years after 1970: within the range of DateTime.
        DateTime time = DateTime.UnixEpoch.AddTicks((long)(timestamp / 100));
        if ((parts & TimeTextParts.Iso) == 0)
            time += TimeZoneInfo.Local.GetUtcOffset(TimeProvider.System.GetUtcNow());
        if ((parts & (TimeTextParts.Date | TimeTextParts.Iso)) != 0)
        {
            AppendPadded(time.Year, 4, ref text);
            text.Append((byte)'-');
            AppendPadded(time.Month, 2, ref text);
            text.Append((byte)'-');
            AppendPadded(time.Day, 2, ref text);
            text.Append((parts & TimeTextParts.Iso) != 0 ? (byte)'T' : (byte)' ');
        }

        AppendPadded(time.Hour, 2, ref text);
        text.Append((byte)':');
        AppendPadded(time.Minute, 2, ref text);
        text.Append((byte)':');
        AppendPadded(time.Second, 2, ref text);
        if ((parts & (TimeTextParts.Fraction | TimeTextParts.Iso)) != 0)
        {
            text.Append((byte)'.');
            AppendPadded((long)(timestamp % NanosecondsPerSecond), 9, ref text);
        }

        if ((parts & TimeTextParts.Iso) != 0)
            text.Append("+0000"u8);
    }

    private static void AppendPadded(long number, int digits, ref Utf8Composer text)
    {
        Span<byte> room = stackalloc byte[20];
        for (int i = digits - 1; i >= 0; i--)
        {
            room[i] = (byte)('0' + number % 10);
            number /= 10;
        }

        text.Append(room[..digits]);
    }
}

/// <summary>The parts of a time.</summary>
[Flags]
internal enum TimeTextParts
{
    TimeOfDay = 0,
    Date = 1,
    Fraction = 2,
    Iso = 4,
}
