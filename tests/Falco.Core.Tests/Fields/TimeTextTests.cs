using System.Text;
using Falco.Core.Fields;

namespace Falco.Core.Tests.Fields;

public sealed class TimeTextTests
{
    private const ulong Timestamp = 1_700_000_000_012_345_678;

    [Theory]
    [InlineData((int)TimeTextParts.TimeOfDay, 0, "22:13:20")]
    [InlineData((int)(TimeTextParts.TimeOfDay | TimeTextParts.Fraction), 0, "22:13:20.012345678")]
    [InlineData((int)(TimeTextParts.Date | TimeTextParts.TimeOfDay), 0, "2023-11-14 22:13:20")]
    [InlineData((int)(TimeTextParts.Date | TimeTextParts.Fraction), 2, "2023-11-15 00:13:20.012345678")]
    [InlineData((int)(TimeTextParts.Date | TimeTextParts.Fraction), -14, "2023-11-14 08:13:20.012345678")]
    [InlineData((int)TimeTextParts.Iso, 2, "2023-11-14T22:13:20.012345678+0000")]
    [InlineData((int)TimeTextParts.IsoZulu, 2, "2023-11-14T22:13:20.012345678Z")]
    public void The_parts_are_written_in_local_time_or_in_utc(int parts, int hours, string expected)
    {
        byte[] text = new byte[TimeText.MaxLength];
        int length = TimeText.Write(Timestamp, (TimeTextParts)parts, new ZoneClock(TimeSpan.FromHours(hours)), text);
        Assert.Equal(expected, Encoding.UTF8.GetString(text, 0, length));
    }

    [Theory]
    [InlineData(0UL, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(ulong.MaxValue, "2554-07-21T23:34:33.709551615Z")]
    public void Every_timestamp_can_be_written(ulong timestamp, string expected)
    {
        byte[] text = new byte[TimeText.MaxLength];
        int length = TimeText.Write(timestamp, TimeTextParts.IsoZulu, new ZoneClock(TimeSpan.Zero), text);
        Assert.Equal(expected, Encoding.UTF8.GetString(text, 0, length));
    }

    private sealed class ZoneClock(TimeSpan offset) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("fixed", offset, "fixed", "fixed");
    }
}
