namespace Falco.Rules.Tests.Loading;

/// <summary>Lists are replaced in the text of conditions.</summary>
public sealed class ListTests
{
    private const string Lists = "- list: l1\n  items: [a, \"b c\"]\n- list: l2\n  items: [l1, d]\n- list: l3\n  items: [l2, e]\n- list: none\n  items: []\n";

    [Theory]
    [InlineData("evt.type = open and proc.name in (l1)", "(evt.type = open and proc.name in (a, \"b c\"))")]
    [InlineData("evt.type = open and proc.name in (l3)", "(evt.type = open and proc.name in (l1, d, e))")]
    [InlineData("evt.type = open and proc.name in (x, none)", "(evt.type = open and proc.name in (x))")]
    [InlineData("evt.type = open and proc.name in (none, x)", "(evt.type = open and proc.name in (x))")]
    [InlineData("evt.type = open and proc.name = \"has l1 inside\"", "(evt.type = open and proc.name = \"has a, \"b c\" inside\")")]
    [InlineData("evt.type = open and proc.name = l10", "(evt.type = open and proc.name = l10)")]
    public void A_name_between_delimiters_is_replaced_one_level_deep(string condition, string expected)
    {
        if (condition.Contains("inside", StringComparison.Ordinal))
            Assert.StartsWith("LOAD_ERR_COMPILE_CONDITION", Files.Error(Lists + Files.Rule("r", $"'{condition}'")));
        else
            Assert.Equal(expected, Files.Condition(Lists + Files.Rule("r", condition)));
    }

    [Fact]
    public void Quotes_do_not_protect_a_name() => Assert.Equal(
        "(evt.type = open and proc.name = \"has x, y inside\")",
        Files.Condition("- list: L\n  items: [x, y]\n" + Files.Rule("r", "evt.type = open and proc.name = \"has L inside\"")));

    [Fact]
    public void Items_are_appended_and_redefined_across_files()
    {
        const string Append = "- list: l1\n  items: [z]\n  override:\n    items: append\n";
        Assert.Equal("proc.name in (a, \"b c\", z)", Files.Condition(Lists + Append + Files.Rule("r", "proc.name in (l1)")));
        Assert.Equal("proc.name in (q)", Files.Condition(Lists + Files.Rule("r", "proc.name in (l1)"), "- list: l1\n  items: [q]\n"));
        Assert.Equal(
            "LOAD_ERR_VALIDATE List uses 'append' or 'override.items: append' but no list by that name already exists", Files.Error(Append));
    }

    [Fact]
    public void Names_that_cannot_be_written_in_conditions_are_warned_of() =>
        Assert.Contains("LOAD_INVALID_LIST_NAME", Files.Warnings("- list: \"a b\"\n  items: [x]\n"));
}
