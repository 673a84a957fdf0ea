using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Hosting.Configuration;
using Falco.Hosting.Recording;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Hosting.Tests.Recording;

public sealed class RuleCaptureTests : IDisposable
{
    private const string Shadow = """
        - rule: shadow
          desc: reads the account database
          condition: evt.type in (open, openat, openat2) and fd.name = /etc/shadow
          output: "%evt.time %proc.name %proc.pname %fd.name"
          priority: WARNING
        """;

    private const string Capturing = Shadow + "\n  capture: true";
    private const string CapturingLong = Capturing + "\n  capture_duration: 600000";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("capture");

    private CaptureOptions Options => new()
    {
        Enabled = true,
        PathPrefix = Path.Combine(_folder.FullName, "falco"),
        DefaultDuration = TimeSpan.FromMilliseconds(1),
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_capture_begins_with_the_event_of_the_alert_and_its_name_says_so()
    {
        List<Alert> alerts = Judge(CapturingLong, Options).Alerts;

        string name = Assert.Single(_folder.EnumerateFiles()).Name;
        Assert.Equal($"falco_{alerts[0].Timestamp:D20}_{alerts[0].EventNumber:D20}.scap", name);
    }

    [Fact]
    public void A_capture_raises_the_alerts_again_that_it_was_recorded_for()
    {
        List<Alert> alerts = Judge(CapturingLong, Options).Alerts;

        string file = Assert.Single(_folder.EnumerateFiles()).FullName;
        List<Alert> again = Judge(Shadow, Options with { Enabled = false }, file).Alerts;

        Assert.NotEmpty(alerts);
        Assert.Equal(alerts.Select(alert => alert.Message), again.Select(alert => alert.Message));
    }

    [Fact]
    public void A_capture_ends_when_its_time_is_over()
    {
        Judge(Capturing, Options);

        Assert.All(_folder.EnumerateFiles(), file =>
        {
            List<ulong> times = TimesOf(file.FullName);
            Assert.InRange(times.Count, 1, 20_000);
            Assert.All(times.SkipLast(1), time => Assert.InRange(time, times[0], times[^1]));
        });
        Assert.InRange(_folder.EnumerateFiles().Count(), 2, 100);
    }

    [Fact]
    public void A_rule_that_does_not_ask_for_it_begins_no_capture()
    {
        Judge(Shadow, Options);

        Assert.Empty(_folder.EnumerateFiles());
    }

    [Fact]
    public void Every_rule_begins_a_capture_if_all_are_to()
    {
        Judge(Shadow, Options with { AllRules = true });

        Assert.NotEmpty(_folder.EnumerateFiles());
    }

    [Fact]
    public void A_capture_ends_at_its_size_and_that_is_told()
    {
        string busy = ReferenceData.File("captures", "busy.scap");
        List<long> limits = [];
        const string AnyProgram = """
            - rule: program
              desc: starts a program
              condition: evt.type = execve
              output: "%proc.name"
              priority: DEBUG
              capture: true
              capture_duration: 3600000
            """;

        Judge(AnyProgram, Options with { MaxFileMegabytes = 1 }, busy, onSizeLimit: limits.Add);

        Assert.InRange(limits.Count, 1, 20);
        Assert.All(limits, bytes => Assert.InRange(bytes, 1 << 20, 3 << 19));
        Assert.InRange(_folder.EnumerateFiles().Count(), limits.Count, limits.Count + 1);
    }

    [Fact]
    public void Judging_goes_on_when_a_capture_cannot_be_written()
    {
        List<Exception> failures = [];
        CaptureOptions nowhere = Options with { PathPrefix = Path.Combine(_folder.FullName, "absent", "falco") };

        (List<Alert> alerts, RuleCapture capture) = Judge(CapturingLong, nowhere, onFailure: failures.Add);

        Assert.Equal(Judge(Shadow, Options).Alerts.Count, alerts.Count);
        Assert.Equal(alerts.Count, failures.Count);
        Assert.Equal(failures.Count, capture.FailureCount);
    }

    private static List<ulong> TimesOf(string file)
    {
        List<ulong> times = [];
        using CaptureReader reader = CaptureReader.Open(file);
        using IDisposable subscription = reader.Subscribe((in Core.Events.Event view) => times.Add(view.Timestamp));
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return times;
    }

    private static (List<Alert> Alerts, RuleCapture Capture) Judge(
        string rules, CaptureOptions options, string? file = null, Action<Exception>? onFailure = null, Action<long>? onSizeLimit = null)
    {
        RuleLoader loader = new();
        Assert.True(loader.Load("rules.yaml", rules).IsSuccessful);
        RuleEngine engine = new(loader.Build());
        AlertList alerts = new();
        engine.Subscribe(alerts);
        using RuleCapture capture = new(engine, options) { OnFailure = onFailure, OnSizeLimit = onSizeLimit };
        using CaptureReader reader = CaptureReader.Open(file ?? Repository.Data("attack-small.scap"));
        reader.Subscribe(options.Enabled ? capture : engine);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return (alerts.Alerts, capture);
    }

    private sealed class AlertList : IObserver<Alert>
    {
        public List<Alert> Alerts { get; } = [];

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => Assert.Fail(error.Message);

        public void OnNext(Alert value) => Alerts.Add(value);
    }
}
