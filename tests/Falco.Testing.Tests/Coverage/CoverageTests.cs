using Falco.Testing.Coverage;
using Falco.Testing.Reports;

namespace Falco.Testing.Tests.Coverage;

public sealed class CoverageTests
{
    private const string Rules = """
        - macro: opens
          condition: >
            evt.type in (open, openat)
            and fd.num >= 0

        - list: readers
          items: [cat]

        - rule: File read
          desc: A file was opened.
          condition: >
            opens
            and fd.name startswith /etc/
            and (proc.name in (readers) or
                 proc.name = less)
          exceptions:
            - name: known
              fields: [proc.pname, user.name]
              values: [[sshd, root]]
          output: Read %fd.name
          priority: INFO

        """;

    private const string Tests = """
          - name: read
            given: { processes: [{ name: cat }] }
            events: [{ openat: { name: /etc/x } }]
            alerts: [File read]
          - name: not read
            events: [{ openat: { name: /etc/x, fd: ENOENT } }, { openat: { name: /tmp/x } }, setsid]
        """;

    [Fact]
    public void Each_comparison_is_told_with_its_outcomes_its_place_and_its_macro()
    {
        RuleCoverage rule = Assert.Single(Measure(Tests).Rules);

        Assert.Equal(
        [
            "3 opens evt.type in (\"open\", \"openat\") both",
            "4 opens fd.num >= \"0\" both",
            "13  fd.name startswith \"/etc/\" both",
            "14  proc.name in (\"cat\") both",
            "15  proc.name = \"less\" never true",
            "18  proc.pname = \"sshd\" never true",
            "18  user.name = \"root\" never false",
        ],
        rule.Predicates.Select(static predicate => $"{predicate.Line - 1} {predicate.Macro} {predicate.Text} {Outcomes(predicate)}"));
        Assert.Equal((11, 14), (rule.Seen, rule.Possible));
    }

    [Fact]
    public void Nothing_but_the_type_is_judged_on_events_that_a_rule_does_not_look_at()
    {
        RuleCoverage rule = Assert.Single(Measure("  - { name: a, events: [setsid] }\n").Rules);

        Assert.Equal(1, rule.Seen);
    }

    [Fact]
    public void The_report_names_what_is_missing()
    {
        string text = CoverageReport.Write(Measure(Tests));

        Assert.StartsWith("File read: 11 of 14 outcomes\n  never true: proc.name = \"less\"   ", text, StringComparison.Ordinal);
        Assert.EndsWith("Coverage of conditions: 78.6 %\n", text, StringComparison.Ordinal);
    }

    private static string Outcomes(PredicateCoverage predicate) => (predicate.WasTrue, predicate.WasFalse) switch
    {
        (true, true) => "both",
        (true, false) => "never false",
        (false, true) => "never true",
        _ => "never judged",
    };

    private static ConditionCoverage Measure(string tests)
    {
        using TestFolder folder = new();

        // A line before, so that nothing stands where it would stand by default.
        folder.Write("rules.yaml", "# Rules\n" + Rules);
        RuleTestSuite suite = folder.Load(tests);
        Assert.Empty(suite.Diagnostics);
        return suite.MeasureCoverage();
    }
}
