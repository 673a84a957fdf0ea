using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Hosting.Recording;
using Falco.Testing.Support;

namespace Falco.Hosting.Tests.Recording;

/// <summary>Recording by a condition.</summary>
public sealed class RecordingConditionTests : IDisposable
{
    private const string Shadow = "fd.name = /etc/shadow and evt.type in (open, openat, openat2)";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recording");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Only_the_events_for_which_the_condition_is_true_are_shown_again()
    {
        List<string> expected = Matches(Repository.Data("attack-small.scap"), onlyMatches: true);

        List<string> actual = Matches(Record(Shadow), onlyMatches: false);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Events_that_change_nothing_are_left_out_and_counted()
    {
        string original = Repository.Data("attack-small.scap");

        string recorded = Record(Shadow, out long omitted);

        Assert.InRange(omitted, 1, long.MaxValue);
        Assert.Equal(EventsOf(original), EventsOf(recorded) + omitted);
    }

    [Theory]
    [InlineData("fd.name = ", "line 1, column")]
    [InlineData("no.such = 1", "line 1, column")]
    [InlineData("my_macro", "line 1, column")]
    public void A_condition_that_is_wrong_is_refused_with_its_place(string condition, string error)
    {
        Assert.False(RecordingCondition.TryCompile(condition, out _, out string? problem));
        Assert.StartsWith(error, problem, StringComparison.Ordinal);
    }

    private static List<string> Matches(string capture, bool onlyMatches)
    {
        Assert.True(RecordingCondition.TryCompile(Shadow, out CaptureFilter? filter, out string? error), error);
        Shown shown = new(onlyMatches ? filter : (in HostEvent _) => true);
        Run(CaptureReader.Open(capture), shown);
        return shown.Events;
    }

    private static long EventsOf(string capture)
    {
        CaptureReader reader = CaptureReader.Open(capture);
        Run(reader, new Shown((in HostEvent _) => true));
        return reader.Statistics.Events;
    }

    private string Record(string condition) => Record(condition, out _);

    private string Record(string condition, out long omitted)
    {
        Assert.True(RecordingCondition.TryCompile(condition, out CaptureFilter? filter, out string? error), error);
        using CaptureSeries series = CaptureSeries.Create(
            Path.Combine(_folder.FullName, "shadow.scap"), new CaptureSeriesOptions { Filter = filter });
        Run(CaptureReader.Open(Repository.Data("attack-small.scap")), series);
        omitted = series.OmittedEvents;
        return Assert.Single(series.Files);
    }

    private static void Run(CaptureReader reader, IEventObserver observer)
    {
        using (reader)
        {
            using IDisposable subscription = reader.Subscribe(observer);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        }
    }

    // What a picture of the host shows of a capture.
    private sealed class Shown(CaptureFilter filter) : IEventObserver
    {
        private readonly HostState _host = new();

        public List<string> Events { get; } = [];

        public IHostTableObserver? Tables => _host;

        public void OnEvent(in Event view)
        {
            HostEvent current = _host.Apply(in view);
            if (current.IsShown && filter(in current))
            {
                string name = current.Thread is { } thread ? Convert.ToHexString(thread.Comm) : "";
                Events.Add($"{view.Timestamp} {Convert.ToHexString(view.Bytes)} {name}");
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
