namespace Falco.Testing.Tests;

/// <summary>Tests of rules in C#.</summary>
public sealed class RuleTestTests
{
    private static readonly RuleTest Test = RuleTest.With(TestFolder.Rules);

    [Fact]
    public void What_must_come_is_found_with_its_fields() => Test
        .GivenUser("alice", 1000)
        .GivenContainer("web", image: "nginx:1.25")
        .GivenProcess("nginx", container: "web", user: "alice")
        .When(e => e.Execve("/bin/bash", args: ["-c", "id"], parent: "nginx", tty: 34816))
        .MustRaise("Program started", ("proc.name", "bash"), ("proc.pname", "nginx"), ("proc.tty", 34816), ("user.name", "alice"), ("proc.args", "-c id"))
        .MustRaiseNothingElse();

    [Fact]
    public void What_did_not_come_is_explained()
    {
        RuleTestException error = Assert.Throws<RuleTestException>(() => Test.When(e => e.Openat("/tmp/x")).MustRaise("File read"));

        Assert.Contains("[fd.name: /tmp/x]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_expectations_take_two_alerts() => Test
        .When(e => e.Openat("/etc/a").Openat("/etc/b"))
        .MustRaise("File read", ("fd.name", "/etc/b"))
        .MustRaise("File read", ("fd.name", "/etc/a"))
        .MustRaiseNothingElse();

    [Fact]
    public void One_alert_does_not_serve_two_expectations()
    {
        RuleTestOutcome outcome = Test.When(e => e.Openat("/etc/a")).MustRaise("File read");

        Assert.Throws<RuleTestException>(() => outcome.MustRaise("File read"));
    }

    [Fact]
    public void What_else_came_is_told_of()
    {
        RuleTestOutcome outcome = Test.When(e => e.Openat("/etc/a").Execve("/bin/x")).MustRaise("File read");

        Assert.Contains("Program started", Assert.Throws<RuleTestException>(() => outcome.MustRaiseNothingElse()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_come_is_nothing_else() =>
        Test.MayRaise("Program started").When(e => e.Openat("/etc/a").Execve("/bin/x")).MustRaise("File read").MustRaiseNothingElse();

    [Fact]
    public void What_must_not_come_is_told_of_if_it_came()
    {
        RuleTestOutcome outcome = Test.When(e => e.Openat("/etc/a"));
        outcome.MustNotRaise("Program started");

        Assert.Throws<RuleTestException>(() => outcome.MustNotRaise("File read"));
    }

    [Fact]
    public void Any_event_goes_by_its_name_and_parameters() => Test
        .Enable("Asleep")
        .Given("users: [{ uid: 5, name: games }]")
        .When(e => e.Event("setuid", ("uid", "games")).Yaml("[{ openat: { name: /etc/x } }]"))
        .MustRaise("Asleep", ("evt.rawarg.uid", 5), ("user.name", "games"))
        .MustRaise("File read")
        .MustRaiseNothingElse();

    [Fact]
    public void Rules_are_switched_off_and_all_may_match() => Test
        .MatchAll()
        .Disable("Program started")
        .When(e => e.Execve("/bin/sh"))
        .MustRaise("Shell started")
        .MustRaiseNothingElse();

    [Fact]
    public void Mistakes_are_the_programmers()
    {
        Assert.Contains("did you mean 'open'", Assert.Throws<ArgumentException>(() => Test.When(e => e.Event("opena"))).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'File read'", Assert.Throws<ArgumentException>(() => Test.When(_ => { }).MustRaise("File raed")).Message, StringComparison.Ordinal);
        Assert.Contains("there is no field", Assert.Throws<ArgumentException>(() => Test.When(_ => { }).MustRaise("File read", ("fd.nam", 1))).Message, StringComparison.Ordinal);
        Assert.Contains("the rules have errors", Assert.Throws<ArgumentException>(() => RuleTest.With("- rule: x")).Message, StringComparison.Ordinal);
    }
}
