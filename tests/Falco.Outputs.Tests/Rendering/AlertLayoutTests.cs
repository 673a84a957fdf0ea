using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Rendering;

public sealed class AlertLayoutTests
{
    [Theory]
    [InlineData(0, "03:17:04.000000042: Notice It happened")]
    [InlineData(5.5, "08:47:04.000000042: Notice It happened")]
    [InlineData(-4, "23:17:04.000000042: Notice It happened")]
    public void Time_of_day_is_local(double hours, string expected)
    {
        var layout = new AlertLayout(new AlertLayoutOptions(), new FixedZoneClock(TimeSpan.FromHours(hours)));

        Assert.Equal(expected, layout.ToText(SampleAlert.Create()));
    }

    [Fact]
    public void Iso_time_is_utc()
    {
        var layout = new AlertLayout(new AlertLayoutOptions { Iso8601Time = true }, new FixedZoneClock(TimeSpan.FromHours(3)));

        Assert.Equal("2026-11-24T03:17:04.000000042+0000: Notice It happened", layout.ToText(SampleAlert.Create()));
    }

    [Theory]
    [InlineData("say \"hi\"", "say \\\"hi\\\"")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("\b\f\n\r\t", "\\b\\f\\n\\r\\t")]
    [InlineData("\u0000\u0001\u001b\u001f\u007f", "\\u0000\\u0001\\u001b\\u001f\u007f")]
    [InlineData("/ + < > & ' é 漢 😀", "/ + < > & ' é 漢 😀")]
    public void Text_is_escaped_like_a_JSON_string(string message, string expected)
    {
        var layout = new AlertLayout(new AlertLayoutOptions(), new UtcClock());

        string line = layout.ToText(SampleAlert.Create() with { Message = message });

        Assert.Equal("03:17:04.000000042: Notice " + expected, line);
    }

    [Fact]
    public void Lone_surrogates_become_the_replacement_character()
    {
        var layout = new AlertLayout(new AlertLayoutOptions(), new UtcClock());

        string line = layout.ToText(SampleAlert.Create() with { Message = "lone " + '\ud800' + " end" });

        Assert.Equal("03:17:04.000000042: Notice lone \ufffd end", line);
    }

    [Fact]
    public void Long_text_is_escaped_without_splitting_characters()
    {
        string message = string.Concat(Enumerable.Repeat("ab\"😀漢", 3000));
        var layout = new AlertLayout(new AlertLayoutOptions(), new UtcClock());

        string line = layout.ToText(SampleAlert.Create() with { Message = message });

        Assert.Equal("03:17:04.000000042: Notice " + message.Replace("\"", "\\\"", StringComparison.Ordinal), line);
    }

    [Fact]
    public void Without_optional_properties_six_keys_remain()
    {
        var options = new AlertLayoutOptions
        {
            Json = true,
            HostName = "h\"1",
            IncludeOutput = false,
            IncludeOutputFields = false,
            IncludeTags = false,
        };

        Assert.Equal(
            """{"hostname":"h\"1","priority":"Notice","rule":"A rule","source":"syscall","time":"2026-11-24T03:17:04.000000042Z"}""",
            new AlertLayout(options, new UtcClock()).ToText(SampleAlert.Create()));
    }

    [Theory]
    [InlineData(RulePriority.Emergency, "Emergency")]
    [InlineData(RulePriority.Alert, "Alert")]
    [InlineData(RulePriority.Critical, "Critical")]
    [InlineData(RulePriority.Error, "Error")]
    [InlineData(RulePriority.Warning, "Warning")]
    [InlineData(RulePriority.Notice, "Notice")]
    [InlineData(RulePriority.Informational, "Informational")]
    [InlineData(RulePriority.Debug, "Debug")]
    public void Priorities_have_their_long_names(RulePriority priority, string name)
    {
        var layout = new AlertLayout(new AlertLayoutOptions(), new UtcClock());

        Assert.Contains($": {name} It", layout.ToText(SampleAlert.Create() with { Priority = priority }), StringComparison.Ordinal);
    }
}
