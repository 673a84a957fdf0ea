namespace Falco.Outputs.Tests.Rendering;

/// <summary>A clock in a zone of fixed offset.</summary>
internal class FixedZoneClock(TimeSpan offset) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("fixed", offset, "fixed", "fixed");
}

/// <summary>A clock in UTC, the zone of the recordings.</summary>
internal sealed class UtcClock() : FixedZoneClock(TimeSpan.Zero);
