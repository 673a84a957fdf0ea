using System.Diagnostics;
using System.Globalization;
using System.Text;
using Falco.Testing.Support;

namespace Falco.Testing.Tests.Running;

public sealed class RunningTests
{
    private const string Read = "      - openat: { name: /etc/shadow }\n";

    [Fact]
    public void A_test_passes_if_what_must_come_comes()
    {
        RuleTestResult result = Assert.Single(TestFolder.Run("  - name: a\n    events:\n" + Read + "    alerts: [File read]\n"));

        Assert.True(result.HasPassed);
        Assert.Equal("Read /etc/shadow by app", Assert.Single(result.Alerts).Message.Split(" container_id")[0]);
    }

    [Fact]
    public void An_alert_that_nobody_expects_makes_a_test_fail()
    {
        RuleTestResult result = Assert.Single(TestFolder.Run("  - name: a\n    events:\n" + Read));

        Assert.StartsWith("came, but was not expected: File read (event 1): Read /etc/shadow by app", Assert.Single(result.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_that_must_never_come_is_told_of_as_such()
    {
        RuleTestResult result = Assert.Single(TestFolder.Run("  - name: a\n    events:\n" + Read + "    never: [File read]\n"));

        Assert.StartsWith("came, but must never: File read", Assert.Single(result.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_that_may_come_need_not()
    {
        Assert.All(
            TestFolder.Run("  - name: a\n    events:\n" + Read + "    may: [File read]\n  - name: b\n    may: [File read]\n"),
            static result => result.ThrowIfFailed());
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("2", false)]
    [InlineData("3", true)]
    [InlineData("4", false)]
    [InlineData("2+", true)]
    [InlineData("4+", false)]
    public void Alerts_are_counted(string count, bool passes)
    {
        RuleTestResult result = Assert.Single(TestFolder.Run(
            "  - name: a\n    events:\n      - openat: { name: /etc/x, repeat: 3 }\n    alerts: [{ rule: File read, count: " + count + " }]\n"));

        Assert.Equal(passes, result.HasPassed);
    }

    [Fact]
    public void Fields_outside_of_the_output_are_compared_as_outputs_would_show_them()
    {
        RuleTestResult result = Assert.Single(TestFolder.Run("""
              - name: a
                events:
                  - openat: { name: /etc/x, flags: O_RDWR|O_CREAT, mode: 0644 }
                alerts:
                  - rule: File read
                    fields: { fd.num: 3, evt.arg.flags: O_CREAT|O_RDWR, "proc.aname[1]": systemd, evt.is_open_write: true, proc.tty: 0, fd.sip: <NA> }
            """));

        result.ThrowIfFailed();
    }

    [Fact]
    public void Fields_that_differ_are_told_of()
    {
        RuleTestResult result = Assert.Single(TestFolder.Run(
            "  - name: a\n    events:\n" + Read + "    alerts: [{ rule: File read, fields: { fd.name: /etc/passwd } }]\n"));

        Assert.EndsWith("    fd.name is '/etc/shadow' instead of '/etc/passwd'", Assert.Single(result.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_did_not_match_is_explained_by_what_its_condition_saw()
    {
        RuleTestResult result = Assert.Single(TestFolder.Run(
            "  - name: a\n    events:\n      - openat: { name: /tmp/x }\n    alerts: [File read]\n"));

        string failure = Assert.Single(result.Failures);
        Assert.Contains("expected 1 alert of 'File read', but none came", failure, StringComparison.Ordinal);
        Assert.Contains("""false: fd.name startswith "/etc/"   [fd.name: /tmp/x]""", failure, StringComparison.Ordinal);
        Assert.Contains("output: Read /tmp/x by app", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_no_event_concerns_is_explained_by_the_events_that_it_looks_at()
    {
        RuleTestResult result = Assert.Single(TestFolder.Run("  - name: a\n    events: [setsid]\n    alerts: [File read]\n"));

        Assert.Contains("no event was of a type that it looks at: open, openat, openat2", Assert.Single(result.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_first_rule_raises_its_alert_unless_all_are_to_match()
    {
        IReadOnlyList<RuleTestResult> results = TestFolder.Run("""
              - name: first
                events: [{ execve: { exe: /bin/sh } }]
                alerts: [Shell started]
                may: [Program started]
              - name: all
                match: all
                events: [{ execve: { exe: /bin/sh } }]
                alerts: [Program started, Shell started]
            """);

        Assert.Contains("'Program started' stands before it", Assert.Single(results[0].Failures), StringComparison.Ordinal);
        results[1].ThrowIfFailed();
    }

    [Fact]
    public void A_test_switches_rules_on_and_off()
    {
        IReadOnlyList<RuleTestResult> results = TestFolder.Run("""
              - name: as the file says
                events: [{ setuid: { uid: 5 } }]
                never: [Asleep]
              - name: on
                enable: [Asleep]
                events: [{ setuid: { uid: 5 } }]
                alerts: [Asleep]
              - name: off
                disable: [Program started]
                events: [{ execve: { exe: /bin/sh } }]
                alerts: [Shell started]
            """);

        Assert.All(results, static result => result.ThrowIfFailed());
    }

    [Fact]
    public void A_capture_is_played_in_place_of_events()
    {
        using TestFolder folder = new();
        string capture = Repository.Data("attack-small.scap");
        RuleTestResult result = Assert.Single(folder.Load($"  - name: a\n    capture: {capture}\n    alerts: [{{ rule: Program started, count: 1+ }}]\n    may: [File read]\n").Run());

        result.ThrowIfFailed();
        Assert.NotEmpty(result.Alerts);
    }

    [Fact]
    public void A_capture_that_is_damaged_makes_a_test_fail()
    {
        using TestFolder folder = new();
        string capture = folder.Write("bad.scap", "this is no capture");
        RuleTestResult result = Assert.Single(folder.Load($"  - name: a\n    capture: {capture}\n").Run());

        Assert.Contains("cannot be read", Assert.Single(result.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_of_the_test_before()
    {
        using TestFolder folder = new();
        RuleTestSuite suite = folder.Load("""
              - name: a
                given: { processes: [{ name: nginx, pid: 1000 }] }
                events:
                  - execve: { exe: /bin/bash, parent: nginx }
                  - openat: { name: /etc/x }
              - name: b
                events:
                  - openat: { name: /etc/x }
            """);
        RuleTestResult before = suite.Tests[1].Run();
        suite.Tests[0].Run();
        RuleTestResult after = suite.Tests[1].Run();

        Assert.Equal(before.Failures, after.Failures);
        Assert.Equal(before.Alerts.Select(alert => alert.Timestamp), after.Alerts.Select(alert => alert.Timestamp));
    }

    [Fact]
    public void Five_hundred_tests_take_less_than_two_seconds()
    {
        StringBuilder tests = new("rules: [default]\nmatch: all\ntests:\n");
        for (int i = 0; i < 500; i++)
        {
            tests.Append(CultureInfo.InvariantCulture, $$"""
                  - name: test {{i}}
                    given: { users: [{ uid: 1000, name: alice }], containers: [{ name: web }], processes: [{ name: nginx, container: web, user: alice }] }
                    events:
                      - execve: { exe: /usr/bin/id{{i}}, parent: nginx }
                      - openat: { name: /srv/{{i}} }
                      - connect: { to: "127.0.0.1:{{i + 1}}" }

                """);
        }

        using TestFolder folder = new();
        string file = folder.Write("many.test.yaml", tests.ToString());
        Run(file, out _);
        Run(file, out TimeSpan elapsed);

        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));

        static void Run(string file, out TimeSpan elapsed)
        {
            long start = Stopwatch.GetTimestamp();
            RuleTestSuite suite = RuleTestSuite.Load(file);
            Assert.Equal(500, suite.Run().Count());
            elapsed = Stopwatch.GetElapsedTime(start);
        }
    }
}
