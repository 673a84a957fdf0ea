using System.Text.Json;
using System.Xml.Linq;
using Falco.Testing.Reports;

namespace Falco.Testing.Tests.Reports;

public sealed class ReportTests
{
    private static readonly IReadOnlyList<RuleTestResult> Results = TestFolder.Run(
        "  - name: good\n    events: [{ openat: { name: /etc/a } }]\n    alerts: [File read]\n  - name: bad <&\n    alerts: [File read]\n");

    [Fact]
    public void Text_shows_failures_and_counts()
    {
        string text = TextReport.Write(Results);

        Assert.Contains("x.test.yaml: 2 tests, 1 failed\n", text, StringComparison.Ordinal);
        Assert.Contains(": bad <&\n  expected 1 alert of 'File read', but none came\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n1 test passed, 1 failed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_has_a_suite_for_each_file_and_the_failures()
    {
        XElement suites = XDocument.Parse(JUnitReport.Write(Results)).Root!;
        XElement suite = Assert.Single(suites.Elements("testsuite"));

        Assert.Equal(["2", "1"], [suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value]);
        Assert.Equal(["good", "bad <&"], suite.Elements("testcase").Select(test => test.Attribute("name")!.Value));
        Assert.Equal("expected 1 alert of 'File read', but none came", suite.Descendants("failure").Single().Attribute("message")!.Value);
        Assert.Equal("6", suite.Elements("testcase").Last().Attribute("line")!.Value);
    }

    [Fact]
    public void Json_has_tests_failures_and_alerts()
    {
        JsonElement report = JsonDocument.Parse(JsonReport.Write(Results)).RootElement;

        Assert.Equal(1, report.GetProperty("passed").GetInt32());
        Assert.Equal(1, report.GetProperty("failed").GetInt32());
        JsonElement good = report.GetProperty("tests")[0];
        Assert.True(good.GetProperty("passed").GetBoolean());
        Assert.Equal("File read", good.GetProperty("alerts")[0].GetProperty("rule").GetString());
        Assert.Single(report.GetProperty("tests")[1].GetProperty("failures").EnumerateArray());
    }
}
