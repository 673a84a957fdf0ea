using System.Globalization;
using Falco.Rules.Diagnostics;

namespace Falco.Testing.Tests.Files;

/// <summary>What people get wrong, and what they are told.</summary>
public sealed class MalformedTestTests
{
    [Theory]
    [InlineData("opena: { name: /x }", "TEST_ERR_EVENT", "5:9 there is no event 'opena' | did you mean 'open'?")]
    [InlineData("openat: { nam: /x }", "TEST_ERR_PARAMETER", "5:19 openat has no parameter 'nam' | did you mean 'name'?")]
    [InlineData("openat: { name: /x, flags: O_RDNLY }", "TEST_ERR_VALUE", "5:36 flags cannot be 'O_RDNLY' | did you mean 'O_RDONLY'?")]
    [InlineData("openat: { name: [/x] }", "TEST_ERR_VALUE", "5:25 name must be a text, but is a list | ")]
    [InlineData("openat: { name: /x, fd: three }", "TEST_ERR_VALUE", "5:33 fd must be a number or the name of an error, but is 'three' | ")]
    [InlineData("openat: /x", "TEST_ERR_VALUE", "5:17 the parameters of openat must be a mapping, but are '/x' | ")]
    [InlineData("openat: { name: /x, name: /y }", "TEST_ERR_KEY", "5:29 'name' stands twice in openat | ")]
    [InlineData("kill: { sig: SIGKIL }", "TEST_ERR_VALUE", "5:22 sig must be a signal, but is 'SIGKIL' | did you mean 'SIGKILL'?")]
    [InlineData("setuid: { uid: alise }", "TEST_ERR_VALUE", "5:24 there is no user 'alise' | there are root")]
    [InlineData("execve: { exe: /x, parent: nginx }", "TEST_ERR_VALUE", "5:36 there is no process 'nginx' | there are systemd, app")]
    [InlineData("execve: { exe: /x, container: web }", "TEST_ERR_VALUE", "5:39 there is no container 'web' | ")]
    [InlineData("execve: { exe: /x, pid: 77 }", "TEST_ERR_VALUE",
        "5:33 there is no process 77 | give it under 'processes', or let an event make it: execve: { pid: …, parent: … }")]
    [InlineData("connect: { to: 1.2.3.4 }", "TEST_ERR_VALUE", "5:24 to must be ADDRESS:PORT, but is '1.2.3.4' | for instance 1.2.3.4:80 or [::1]:80")]
    [InlineData("read: { fd: { fil: /x } }", "TEST_ERR_KEY", "5:23 a descriptor has no 'fil' | did you mean 'file'?")]
    [InlineData("openat: { name: /x, after: soon }", "TEST_ERR_VALUE", "5:36 after must be a time, but is 'soon' | write it with its unit: 250ms, 10s, 5m, 2h, 1d")]
    [InlineData("dup2: { oldfd: 3, newfd: 0x1ffffffffffffffff }", "TEST_ERR_VALUE", "5:34 newfd must be a number or the name of an error, but is '0x1ffffffffffffffff' | ")]
    [InlineData("listen: { backlog: 4294967296 }", "TEST_ERR_VALUE", "5:28 backlog has 32 bits and cannot be '4294967296' | ")]
    [InlineData("acct: { name: /x }", "TEST_ERR_KEY", "5:17 acct has no 'name' | there are by, after, repeat")]
    public void A_mistake_in_an_event_is_shown_where_it_is(string item, string code, string expected) =>
        Check($"  - name: test\n    events:\n      - {item}\n", code, expected);

    [Theory]
    [InlineData("  - name: test\n    evnts: []\n", "TEST_ERR_KEY", "4:5 a test has no 'evnts' | did you mean 'events'?")]
    [InlineData("  - events: []\n", "TEST_ERR_VALUE", "3:5 a test needs a name | ")]
    [InlineData("  - name: a\n  - name: a\n", "TEST_ERR_VALUE", "4:11 there is another test called 'a' | ")]
    [InlineData("  - name: test\n    alerts: [File raed]\n", "TEST_ERR_RULE", "4:14 there is no rule 'File raed' | did you mean 'File read'?")]
    [InlineData("  - name: test\n    never: [File raed]\n", "TEST_ERR_RULE", "4:13 there is no rule 'File raed' | did you mean 'File read'?")]
    [InlineData("  - name: test\n    may: File raed\n", "TEST_ERR_RULE", "4:10 there is no rule 'File raed' | did you mean 'File read'?")]
    [InlineData("  - name: test\n    enable: [Aslep]\n", "TEST_ERR_RULE", "4:14 there is no rule 'Aslep' | did you mean 'Asleep'?")]
    [InlineData("  - name: test\n    alerts:\n      - { rule: File read, fields: { fd.nam: x } }\n", "TEST_ERR_FIELD", "5:38 there is no field 'fd.nam' | did you mean 'fd.num'?")]
    [InlineData("  - name: test\n    alerts:\n      - { rule: File read, cuont: 1 }\n", "TEST_ERR_KEY", "5:28 an alert has no 'cuont' | did you mean 'count'?")]
    [InlineData("  - name: test\n    alerts:\n      - { rule: File read, count: many }\n", "TEST_ERR_VALUE", "5:35 count must be a number, but is 'many' | ")]
    [InlineData("  - name: test\n    alerts:\n      - { rule: File read, priority: loud }\n", "TEST_ERR_VALUE",
        "5:38 there is no priority 'loud' | there are Emergency, Alert, Critical, Error, Warning, Notice, Informational, Debug")]
    [InlineData("  - name: test\n    given: { procs: [] }\n", "TEST_ERR_KEY", "4:14 given has no 'procs' | there are host, users, groups, containers, processes")]
    [InlineData("  - name: test\n    given: { processes: [{ pid: 7 }] }\n", "TEST_ERR_VALUE", "4:26 a process needs a name or an exe | ")]
    [InlineData("  - name: test\n    given: { containers: [{ id: nginx }] }\n", "TEST_ERR_VALUE",
        "4:33 id must have 12 or 64 hexadecimal digits (0-9, a-f), but is 'nginx' | ")]
    [InlineData("  - name: test\n    match: some\n", "TEST_ERR_VALUE", "4:12 match must be first or all, but is 'some' | ")]
    [InlineData("  - name: test\n    source: k8s_audit\n", "TEST_ERR_VALUE",
        "4:13 events of the source 'k8s_audit' cannot be tested yet; only syscall can | ")]
    [InlineData("  - name: test\n    events: {}\n", "TEST_ERR_VALUE", "4:13 events must be a list, but is a mapping | ")]
    [InlineData("  - name: [\n", "TEST_ERR_FILE", null)]
    public void A_mistake_in_a_test_is_shown_where_it_is(string tests, string code, string? expected) => Check(tests, code, expected);

    [Fact]
    public void Every_test_with_a_mistake_is_told_of()
    {
        IReadOnlyList<Diagnostic> found = TestFolder.Diagnose("  - { name: a, events: [opena] }\n  - { name: b }\n  - { name: c, events: [clsoe] }\n");

        Assert.Equal(["there is no event 'opena'", "there is no event 'clsoe'"], found.Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public void A_rule_file_that_is_missing_is_told_of_where_it_is_named()
    {
        using TestFolder folder = new();
        RuleTestSuite suite = RuleTestSuite.Load(folder.Write("x.test.yaml", "rules: [missing.yaml]\ntests: [{ name: a }]\n"));

        Diagnostic found = Assert.Single(suite.Diagnostics);
        Assert.Contains("the rules cannot be read", found.Message, StringComparison.Ordinal);
        Assert.Equal(new TextPosition(1, 9), found.Range?.Start);
        Assert.Empty(suite.Tests);
    }

    [Fact]
    public void An_error_in_the_rules_is_told_of()
    {
        using TestFolder folder = new();
        folder.Write("rules.yaml", TestFolder.Rules.Replace("and fd.name", "and fd.nmae", StringComparison.Ordinal));
        RuleTestSuite suite = folder.Load("  - name: a\n");

        Assert.Contains(suite.Diagnostics, diagnostic => diagnostic.Message.Contains("fd.nmae", StringComparison.Ordinal));
    }

    private static void Check(string tests, string code, string? expected)
    {
        Diagnostic found = Assert.Single(TestFolder.Diagnose(tests));
        Assert.Equal(code, found.Code);
        if (expected is null)
            return;
        TextPosition start = found.Range!.Start;
        Assert.Equal(expected, string.Create(CultureInfo.InvariantCulture, $"{start} {found.Message} | {found.Help}"));
    }
}
