using Falco.Rules.Analysis;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;
using Falco.Rules.Tests.Loading;

namespace Falco.Rules.Tests.Analysis;

public sealed class RuleLintTests
{
    [Theory]
    [InlineData("evt.type = open and evt.type = close")]
    [InlineData("evt.type = open and not evt.type in (open, close)")]
    [InlineData("evt.type = open and proc.name = a and proc.name = b")]
    [InlineData("evt.type = open and proc.name in (a, b) and not proc.name in (a, b, c)")]
    [InlineData("evt.type = open and proc.name = a and (proc.name startswith b or proc.name contains c)")]
    [InlineData("evt.type = open and proc.name startswith aa and proc.name startswith ab")]
    [InlineData("evt.type = open and proc.name endswith aa and proc.name endswith ba")]
    [InlineData("evt.type = open and proc.name = a and not proc.name exists")]
    [InlineData("evt.type = open and proc.cmdline contains x and not proc.cmdline contains x")]
    [InlineData("evt.type = open and fd.lport > 100 and fd.lport < 50")]
    [InlineData("evt.type = open and fd.lport < 0")]
    [InlineData("evt.type = open and evt.rawres >= 0 and evt.rawres < 0")]
    [InlineData("evt.type = open and fd.is_server = true and fd.is_server = false")]
    [InlineData("evt.type = open and fd.lport exists and not fd.lport >= 0")]
    [InlineData("evt.type in (open, close) and (evt.type = execve or proc.name = a and proc.name = b)")]
    [InlineData("evt.type = close and fs.path.name exists")]
    public void A_rule_that_contradicts_itself_is_accused(string condition) =>
        Assert.Contains("LINT_NEVER_MATCHES", Codes(Files.Rule("r", condition)));

    [Theory]
    [InlineData("evt.type = open and not proc.name = a and not proc.name != a")]
    [InlineData("evt.type = open and not fd.lport >= 0")]
    [InlineData("evt.type = open and proc.aname = a and proc.aname = b")]
    [InlineData("evt.type = open and fd.ip = 1.2.3.4 and fd.ip = 4.3.2.1")]
    [InlineData("evt.type = open and fd.port > 100 and fd.port < 50")]
    [InlineData("evt.type = open and proc.aname[1] = a and proc.aname[2] = b")]
    [InlineData("evt.type = open and proc.name startswith a and proc.name startswith ab")]
    [InlineData("evt.type = open and proc.name = a and (proc.name = b or proc.pname = c)")]
    [InlineData("evt.type = open and evt.num = 0")]
    [InlineData("evt.type = open and k8s.ns.name in ()")]
    [InlineData("evt.type = open and fd.types intersects (file) and fd.types intersects (ipv4)")]
    [InlineData("evt.type = open and tolower(proc.name) = a and proc.name = A")]
    [InlineData("evt.type = getppid and evt.type = getppid")]
    public void A_rule_that_some_event_may_match_is_not_accused(string condition) =>
        Assert.DoesNotContain("LINT_NEVER_MATCHES", Codes(Files.Rule("r", condition)));

    [Fact]
    public void No_official_rule_is_accused_of_never_matching() =>
        Assert.DoesNotContain(RuleLint.Check(OfficialRules.Read()), finding => finding.Code == "LINT_NEVER_MATCHES");

    [Theory]
    [InlineData("evt.type in (open, openat)", "evt.type = open and fd.name = /etc/shadow")]
    [InlineData("evt.type = open and proc.name in (a, b)", "evt.type = open and proc.name = a")]
    [InlineData("evt.type = open and fd.name startswith /etc", "evt.type = open and fd.name = /etc/shadow")]
    [InlineData("evt.type = open and not proc.name = a", "evt.type = open and proc.name = b")]
    [InlineData("evt.type = open and fd.lport > 10", "evt.type = open and fd.lport > 20")]
    public void A_rule_that_an_earlier_one_covers_is_shadowed_unless_all_may_match(string earlier, string later)
    {
        string content = Files.Rule("a", earlier) + Files.Rule("b", later);
        Assert.Contains("LINT_SHADOWED_RULE", Codes(content));
        Assert.DoesNotContain("LINT_SHADOWED_RULE", Codes(content, matchesAll: true));
        Assert.DoesNotContain("LINT_SHADOWED_RULE", Codes(Files.Rule("b", later) + Files.Rule("a", earlier)));
    }

    [Theory]
    [InlineData("evt.type = open and fd.name = /etc/shadow", "evt.type = open and fd.name startswith /etc")]
    [InlineData("evt.type = open", "evt.type in (open, openat)")]
    [InlineData("evt.type = open and not proc.name != a", "evt.type = open and not proc.name = b")]
    public void A_rule_that_may_match_first_is_not_shadowed(string earlier, string later) =>
        Assert.DoesNotContain("LINT_SHADOWED_RULE", Codes(Files.Rule("a", earlier) + Files.Rule("b", later)));

    [Fact]
    public void A_disabled_rule_shadows_nothing() => Assert.DoesNotContain(
        "LINT_SHADOWED_RULE", Codes(Files.Rule("a", "evt.type = open", "  enabled: false\n") + Files.Rule("b", "evt.type = open")));

    [Theory]
    [InlineData("proc.name = a", "it names no event type")]
    [InlineData("evt.type = open or (proc.name = a and fd.num = 1)", "(proc.name = a and fd.num = 1)")]
    public void A_condition_for_every_event_is_told_once_with_the_part_that_makes_it_so(string condition, string part)
    {
        Diagnostic finding = Assert.Single(Check(Files.Rule("r", condition)));
        Assert.Equal("LINT_ANY_EVTTYPE", finding.Code);
        Assert.Contains(part, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_for_every_event_that_is_meant_is_not_told() =>
        Assert.Empty(Codes(Files.Rule("r", "proc.name = a", "  warn_evttypes: false\n")));

    [Fact]
    public void An_item_that_a_list_has_twice_is_told()
    {
        Diagnostic finding = Assert.Single(Check("- list: l\n  items: [a, b, a, c, b, a]\n" + Files.Rule("r", "evt.type = open and proc.name in (l)")));
        Assert.Equal(("LINT_DUPLICATE_ITEM", "List 'l' has more than once: a, b"), (finding.Code, finding.Message));
    }

    [Fact]
    public void A_macro_that_says_what_another_says_is_told_unless_both_are_there_to_be_overridden()
    {
        const string Macros = """
            - macro: never
              condition: (evt.num = 0)
            - macro: hook
              condition: (never)
            - macro: other_hook
              condition: never
            - macro: one
              condition: proc.name = a and not hook
            - macro: two
              condition: (proc.name=a and not other_hook)

            """;
        Diagnostic finding = Assert.Single(Check(Macros + Files.Rule("r", "evt.type = open and (one or two)")));
        Assert.Equal(("LINT_REPEATED_MACRO", "Macro 'two' says what macro 'one' says"), (finding.Code, finding.Message));
    }

    [Fact]
    public void Errors_of_loading_are_told_once_and_nothing_is_concluded_from_the_rest()
    {
        RuleFile broken = new("a.yaml", Files.Rule("r", "evt.type ="));
        RuleFile contradictory = new("b.yaml", Files.Rule("s", "evt.type = open and evt.type = close"));
        Assert.Equal(["LOAD_ERR_COMPILE_CONDITION"], RuleLint.Check([broken, contradictory]).Select(finding => finding.Code));
    }

    [Fact]
    public void A_macro_that_a_later_file_uses_is_not_unused()
    {
        RuleFile macros = new("a.yaml", "- macro: m\n  condition: evt.type = open\n");
        Assert.Empty(RuleLint.Check([macros, new RuleFile("b.yaml", Files.Rule("r", "m"))]));
    }

    private static IEnumerable<string> Codes(string content, bool matchesAll = false) => Check(content, matchesAll).Select(finding => finding.Code);

    private static IReadOnlyList<Diagnostic> Check(string content, bool matchesAll = false)
    {
        IReadOnlyList<Diagnostic> findings = RuleLint.Check([new RuleFile("f.yaml", content)], matchesAll: matchesAll);
        Assert.DoesNotContain(findings, finding => finding.Severity == DiagnosticSeverity.Error);
        return findings;
    }
}
