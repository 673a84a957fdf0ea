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

    [Theory]
    [InlineData("attack", 3_000)]
    [InlineData("rare", 2_000)]
    public void A_capture_cut_into_a_series_raises_the_alerts_of_its_original_file_by_file(string capture, long events)
    {
        string original = ReferenceData.File("captures", $"{capture}.scap");
        RuleSet rules = CaptureReplay.LoadRules(CaptureReplay.AllOfficial);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("series");
        try
        {
            List<string> files;
            using (CaptureReader reader = CaptureReader.Open(original))
            using (CaptureSeries series = CaptureSeries.Create(
                Path.Combine(folder.FullName, "part.scap"), new CaptureSeriesOptions { MaxFileEvents = events }))
            {
                using IDisposable subscription = reader.Subscribe(series);
                Assert.Null(reader.Run(TestContext.Current.CancellationToken));
                files = [.. series.Files];
            }

            Assert.InRange(files.Count, 5, 20);
            Assert.Equal(
                Texts(CaptureReplay.Run(original, rules)),
                files.SelectMany(file => Texts(CaptureReplay.Run(file, rules))));
        }
        finally
        {
            folder.Delete(recursive: true);
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
