namespace Falco.Outputs.Rendering;

/// <summary>Writes the time of an event.</summary>
internal static class EventTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long SecondsPerDay = 86_400;

    /// <summary>Writes <c>YYYY-MM-DDTHH:MM:SS.nnnnnnnnn</c> in UTC and a suffix.</summary>
    public static void AppendUtc(ulong timestamp, ReadOnlySpan<byte> suffix, ref EscapedText text)
    {
        (ulong seconds, ulong nanoseconds) = Math.DivRem(timestamp, NanosecondsPerSecond);

        // 2^64 nanoseconds are 585 years after 1970: within the range of DateTime.
        DateTime date = DateTime.UnixEpoch.AddSeconds(seconds);
        text.AppendPadded((ulong)date.Year, 4);
        text.Append("-"u8);
        text.AppendPadded((ulong)date.Month, 2);
        text.Append("-"u8);
        text.AppendPadded((ulong)date.Day, 2);
        text.Append("T"u8);
        AppendTimeOfDay((long)(seconds % SecondsPerDay), nanoseconds, ref text);
        text.Append(suffix);
    }

    /// <summary>Writes <c>HH:MM:SS.nnnnnnnnn</c> in local time.</summary>
    /// <remarks>The offset is that of today, not of the event's date: so does the reference.</remarks>
    public static void AppendLocalTimeOfDay(ulong timestamp, TimeProvider clock, ref EscapedText text)
    {
        (ulong seconds, ulong nanoseconds) = Math.DivRem(timestamp, NanosecondsPerSecond);
        long offset = (long)clock.LocalTimeZone.GetUtcOffset(clock.GetUtcNow()).TotalSeconds;
        long secondOfDay = ((long)(seconds % SecondsPerDay) + offset + SecondsPerDay) % SecondsPerDay;
        AppendTimeOfDay(secondOfDay, nanoseconds, ref text);
    }

    private static void AppendTimeOfDay(long second, ulong nanoseconds, ref EscapedText text)
    {
        text.AppendPadded((ulong)(second / 3600), 2);
        text.Append(":"u8);
        text.AppendPadded((ulong)(second / 60 % 60), 2);
        text.Append(":"u8);
        text.AppendPadded((ulong)(second % 60), 2);
        text.Append("."u8);
        text.AppendPadded(nanoseconds, 9);
    }
}
