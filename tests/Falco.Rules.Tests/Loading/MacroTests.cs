using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Loading;

/// <summary>Macros are replaced in syntax trees.</summary>
public sealed class MacroTests
{
    [Fact]
    public void A_rule_sees_all_macros_and_the_latest_of_a_name() => Assert.Equal(
        "(evt.type = open and proc.name = late)",
        Files.Condition(
            "- macro: m\n  condition: proc.name = early\n" + Files.Rule("r", "evt.type = open and m") + "- macro: m\n  condition: proc.name = late\n"));

    [Fact]
    public void A_macro_sees_only_what_was_defined_before_it_was_changed_last()
    {
        const string Inner = "- macro: inner\n  condition: proc.name = x\n";
        const string Outer = "- macro: outer\n  condition: inner\n";
        string rule = Files.Rule("r", "evt.type = open and outer");
        Assert.Equal("LOAD_ERR_VALIDATE Undefined macro 'inner' used in filter.", Files.Error(Outer + Inner + rule));
        Assert.Equal("(evt.type = open and proc.name = x)", Files.Condition(Outer.Replace("inner", "proc.pid = 1") + Inner + Outer + rule));
    }

    [Fact]
    public void A_macro_that_contains_itself_is_an_error() => Assert.Equal(
        "LOAD_ERR_VALIDATE reference loop in macro 'm'",
        Files.Error("- macro: m\n  condition: proc.pid = 1\n- macro: m\n  condition: m\n" + Files.Rule("r", "m")));

    [Fact]
    public void An_undefined_macro_is_told_with_its_place_in_the_condition()
    {
        (_, RuleLoadResult result) = Files.Load(Files.Rule("r", "evt.type = open and nope"));
        Assert.Equal(
            """
            f.yaml: Invalid
            1 Errors:
            In rules content: (f.yaml:0:0)
                rule 'r': (f.yaml:0:2)
                condition expression: ("evt.type = open a...":1:23)
            ------
            evt.type = open and nope
                                  ^
            ------
            LOAD_ERR_VALIDATE (Error validating rule/macro/list/exception objects): Undefined macro 'nope' used in filter.

            """, result.ToString());
    }

    [Fact]
    public void What_nothing_refers_to_is_warned_of() => Assert.Equal(
        ["LOAD_UNUSED_MACRO", "LOAD_UNUSED_LIST"], Files.Warnings("- macro: m\n  condition: proc.pid = 1\n- list: l\n  items: [a]\n"));
}
