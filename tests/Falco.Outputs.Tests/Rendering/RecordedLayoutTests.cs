using Falco.Outputs.Rendering;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Outputs.Tests.Rendering;

public sealed class RecordedLayoutTests
{
    [Theory]
    [InlineData("attack.stable")]
    [InlineData("attack.all")]
    [InlineData("busy.stable")]
    [InlineData("busy.all")]
    [InlineData("rare.all")]
    public void Json_alerts_are_laid_out_as_recorded(string recording)
    {
        foreach (string line in File.ReadLines(ReferenceData.File("captures", recording + ".alerts.jsonl")).Where(line => line.Length > 0))
        {
            Alert alert = RecordedAlert.Read(line, out string hostName);
            var layout = new AlertLayout(new AlertLayoutOptions { Json = true, HostName = hostName }, new UtcClock());

            Assert.Equal(line, layout.ToText(alert));
        }
    }

    [Fact]
    public void Text_alerts_are_laid_out_as_recorded()
    {
        string[] alerts = File.ReadAllLines(ReferenceData.File("captures", "attack.stable.alerts.jsonl"));
        string[] texts = File.ReadAllLines(ReferenceData.File("captures", "attack.stable.stdout.txt"));
        var layout = new AlertLayout(new AlertLayoutOptions(), new UtcClock());

        Assert.Equal(texts[..alerts.Length], alerts.Select(line => layout.ToText(RecordedAlert.Read(line, out _))));
    }

    [Fact]
    public void Options_choose_the_properties_as_recorded()
    {
        foreach (string line in File.ReadLines(ReferenceData.File("captures", "attack.stable.message.stdout.txt")).TakeWhile(line => line.StartsWith('{')))
        {
            Alert alert = RecordedAlert.Read(line, out string hostName);
            var options = new AlertLayoutOptions
            {
                Json = true,
                HostName = hostName,
                Iso8601Time = true,
                IncludeMessage = true,
                IncludeOutputFields = false,
            };

            Assert.Equal(line, new AlertLayout(options, new UtcClock()).ToText(alert));
        }
    }
}
