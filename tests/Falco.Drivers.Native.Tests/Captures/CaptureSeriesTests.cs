using System.Globalization;
using System.Text.RegularExpressions;
using Falco.Core.State;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

public sealed partial class CaptureSeriesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("series");

    private string Target => Path.Combine(_folder.FullName, "host.scap");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(CaptureCompression.None)]
    [InlineData(CaptureCompression.Gzip)]
    public void The_files_of_a_series_hold_every_event_once(CaptureCompression compression)
    {
        string original = Repository.Data("everyday-small.scap");

        Record(original, new CaptureSeriesOptions { MaxFileEvents = 700, Writer = new CaptureWriterOptions { Compression = compression } });

        List<string> events = [.. Names().SelectMany(name => EventsOf(Path.Combine(_folder.FullName, name)))];
        Assert.Equal(EventsOf(original), events);
        Assert.Equal("host-000001.scap", Names()[0]);
        Assert.Equal((events.Count + 699) / 700, Names().Count);
    }

    [Fact]
    public void Only_the_last_files_are_kept()
    {
        Record(Closes(10), new CaptureSeriesOptions { MaxFileEvents = 2, MaxFiles = 3 });

        Assert.Equal(["host-000003.scap", "host-000004.scap", "host-000005.scap"], Names());
    }

    [Fact]
    public void A_file_covers_no_more_than_its_time()
    {
        CaptureBuilder capture = new CaptureBuilder().Section();
        foreach (ulong second in (ulong[])[0, 4, 9, 10, 19, 35])
            capture.Close(1, 1 + (second * 1_000_000_000));

        Record(capture, new CaptureSeriesOptions { MaxFileDuration = TimeSpan.FromSeconds(10) });

        Assert.Equal([3, 2, 1], Names().Select(name => EventsOf(Path.Combine(_folder.FullName, name)).Count));
    }

    [Fact]
    public void A_file_has_no_more_bytes_than_it_may_but_for_the_last_event()
    {
        Record(Closes(2_000), new CaptureSeriesOptions { MaxFileBytes = 10_000 });

        long longest = _folder.EnumerateFiles().Max(file => file.Length);
        Assert.InRange(longest, 10_000, 10_000 + 64);
        Assert.Equal(2_000, Names().Sum(name => EventsOf(Path.Combine(_folder.FullName, name)).Count));
    }

    [Fact]
    public void A_compressed_file_ends_soon_after_it_has_the_bytes_that_it_may_have()
    {
        CaptureSeriesOptions options = new()
        {
            MaxFileBytes = 50_000,
            Writer = new CaptureWriterOptions { Compression = CaptureCompression.Gzip, BufferSize = 4096 },
        };

        Record(Repository.Data("everyday-small.scap"), options);

        Assert.InRange(Names().Count, 2, 100);
        Assert.All(_folder.EnumerateFiles(), file => Assert.InRange(file.Length, 1, 200_000));
    }

    [Fact]
    public void Each_file_begins_with_the_tables_as_they_were()
    {
        string original = Repository.Data("attack-small.scap");
        Record(original, new CaptureSeriesOptions { MaxFileEvents = 400 });
        HostState whole = new();
        long events = 0;

        // The picture of the whole capture, and of a file alone, where the second file begins.
        List<string> expected = [];
        using (CaptureReader reader = CaptureReader.Open(original))
        {
            using IDisposable subscription = reader.Subscribe(new StateObserver(whole, () =>
            {
                if (events++ == 400)
                    expected = Told(whole);
            }));
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        }

        List<string> actual = [];
        HostState part = new();
        using (CaptureReader reader = CaptureReader.Open(Path.Combine(_folder.FullName, "host-000002.scap")))
        {
            bool isFirst = true;
            using IDisposable subscription = reader.Subscribe(new StateObserver(part, () =>
            {
                if (isFirst)
                    actual = Told(part);
                isFirst = false;
            }));
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        }

        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }

    private static CaptureBuilder Closes(int count)
    {
        CaptureBuilder capture = new CaptureBuilder().Section();
        for (int i = 0; i < count; i++)
            capture.Close(1, (ulong)i + 1);
        return capture;
    }

    private static List<string> EventsOf(string file) => Recorder.Replay(CaptureReader.Open(file)).Events;

    private static List<string> Told(HostState host)
    {
        Recorder recorder = new();
        host.TellTables(recorder);

        // A thread that comes from a table counts as renamed.
        return [.. recorder.Lines.Select(line => Flags().Replace(line, flags =>
            $"flags={uint.Parse(flags.Groups[1].ValueSpan, CultureInfo.InvariantCulture) | (uint)ThreadFlags.NameChanged}")).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"(?<=^thread .*)flags=(\d+)")]
    private static partial Regex Flags();

    private List<string> Names() => [.. _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    private void Record(string capture, CaptureSeriesOptions options) => Record(CaptureReader.Open(capture), options);

    private void Record(CaptureBuilder capture, CaptureSeriesOptions options) =>
        Record(CaptureReader.Open(new MemoryStream(capture.ToArray())), options);

    private void Record(CaptureReader reader, CaptureSeriesOptions options)
    {
        using (reader)
        {
            using CaptureSeries series = CaptureSeries.Create(Target, options);
            using IDisposable subscription = reader.Subscribe(series);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
            Assert.Equal(Names(), series.Files.Select(Path.GetFileName));
        }
    }
}
