using Falco.Drivers.Native.Captures;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>A capture that our writer made of a real one leads to the alerts of the real one.</summary>
public sealed class CopiedCaptureTests
{
    [Theory]
    [InlineData("attack", CaptureCompression.None)]
    [InlineData("attack", CaptureCompression.Gzip)]
    [InlineData("rare", CaptureCompression.None)]
    [InlineData("everyday", CaptureCompression.None)]
    [InlineData("large", CaptureCompression.None)]
    public void A_copy_raises_the_alerts_of_its_original(string capture, CaptureCompression compression)
    {
        string original = ReferenceData.File("captures", $"{capture}.scap");
        int expected = File.ReadLines(ReferenceData.File("captures", $"{capture}.all.alerts.jsonl")).Count();
        RuleSet rules = CaptureReplay.LoadRules(CaptureReplay.AllOfficial);
        string copy = Path.GetTempFileName();
        try
        {
            Copy(original, copy, new CaptureWriterOptions { Compression = compression });

            List<string> alerts = Texts(CaptureReplay.Run(copy, rules));

            Assert.Equal(expected, alerts.Count);
            Assert.Equal(Texts(CaptureReplay.Run(original, rules)), alerts);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static void Copy(string from, string to, CaptureWriterOptions options)
    {
        using CaptureReader reader = CaptureReader.Open(from);
        using CaptureWriter writer = CaptureWriter.Create(to, options);
        using IDisposable subscription = reader.Subscribe(writer);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
    }

    private static List<string> Texts(List<Alert> alerts)
    {
        AlertLayout layout = new(new AlertLayoutOptions { Json = true });
        return [.. alerts.Select(layout.ToText)];
    }
}
