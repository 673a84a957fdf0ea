using System.Text;
using Falco.Rules.Tests.Loading;

namespace Falco.Rules.Tests.Limits;

/// <summary>A few lines can ask for more memory, time or stack than there is; they get an error.</summary>
public sealed class HostileFileTests
{
    private const string NestedTooDeep = "nested too deep";

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    public void Nested_YAML_is_an_error(string open, string close)
    {
        string content = string.Concat(Enumerable.Repeat(open, 20_000)) + "x" + string.Concat(Enumerable.Repeat(close, 20_000));
        Assert.StartsWith("LOAD_ERR_YAML_PARSE", Files.Error(content));
    }

    [Fact]
    public void Aliases_that_nest_deeper_than_their_text_are_an_error()
    {
        StringBuilder content = new("- &a0 [x]\n");
        for (int i = 1; i < 2_000; i++)
            content.Append(Invariant($"- &a{i} [*a{i - 1}]\n"));
        Assert.Contains(NestedTooDeep, Files.Error(content.ToString()));
    }

    [Fact]
    public void Aliases_that_double_what_they_stand_for_are_an_error()
    {
        StringBuilder content = new("- &a0 [x, x]\n");
        for (int i = 1; i < 64; i++)
            content.Append(Invariant($"- &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        Assert.Contains("more than 5000000 nodes, aliases included", Files.Error(content.ToString()));
    }

    [Fact]
    public void An_alias_within_what_it_stands_for_is_an_error() => Assert.Contains(
        "the referenced anchor contains itself: v",
        Files.Error(Files.Rule("r", "evt.type = open", "  exceptions:\n  - {name: e, fields: [proc.name], values: &v [*v]}\n")));

    [Fact]
    public void An_alias_stands_for_what_its_anchor_names() => Assert.Equal(
        "proc.name in (a, b, a, b)",
        Files.Condition("- list: l\n  items: &i [a, b]\n- list: k\n  items: *i\n" + Files.Rule("r", "proc.name in (l, k)")));

    [Theory]
    [InlineData("(", "proc.name exists", ")")]
    [InlineData("not (", "proc.name exists", ")")]
    [InlineData("not(", "proc.name exists", ")")]
    [InlineData("proc.pid = 1 and (", "proc.name exists", ")")]
    [InlineData("toupper(", "proc.name", ")")]
    [InlineData("concat((", "proc.name", "))")]
    public void Nested_conditions_are_an_error(string open, string inner, string close)
    {
        string condition = string.Concat(Enumerable.Repeat(open, 50_000)) + inner + string.Concat(Enumerable.Repeat(close, 50_000));
        Assert.StartsWith("LOAD_ERR_COMPILE_CONDITION exceeded max depth limit of 1000", Files.Error(Files.Rule("r", $"'{condition}'")));
    }

    [Fact]
    public void Macros_that_double_each_other_are_an_error()
    {
        StringBuilder content = new("- macro: m0\n  condition: proc.name = a\n");
        for (int i = 1; i < 64; i++)
            content.Append(Invariant($"- macro: m{i}\n  condition: m{i - 1} or not m{i - 1}\n"));
        Assert.StartsWith("LOAD_ERR_VALIDATE Macros make the condition too large", Files.Error(content.ToString()));
    }

    [Fact]
    public void Macros_that_nest_each_other_are_an_error()
    {
        StringBuilder content = new("- macro: m0\n  condition: proc.name = a\n");
        for (int i = 1; i < 3_000; i++)
            content.Append(Invariant($"- macro: m{i}\n  condition: proc.pid = {i} and not m{i - 1}\n"));
        Assert.StartsWith("LOAD_ERR_VALIDATE Macros make the condition too large", Files.Error(content.ToString()));
    }

    [Fact]
    public void Macros_that_are_not_yet_defined_where_they_are_named_nest_no_deeper()
    {
        StringBuilder content = new();
        for (int i = 0; i < 3_000; i++)
            content.Append(Invariant($"- macro: m{i}\n  condition: proc.pid = {i} and not m{i + 1}\n"));
        Assert.StartsWith("LOAD_ERR_VALIDATE Undefined macro 'm1' used in filter.", Files.Error(content.ToString()));
    }

    [Fact]
    public void Lists_that_name_a_large_list_many_times_are_an_error()
    {
        string items = string.Join(", ", Enumerable.Range(0, 10_000));
        string names = string.Join(", ", Enumerable.Repeat("l", 10_000));
        Assert.Equal(
            "LOAD_ERR_VALIDATE Lists have more than 5000000 items, those of the lists that they name included",
            Files.Error($"- list: l\n  items: [{items}]\n- list: k\n  items: [{names}]\n"));
    }

    [Fact]
    public void Conditions_that_name_a_large_list_many_times_are_an_error()
    {
        string items = string.Join(", ", Enumerable.Range(0, 100_000));
        string names = string.Join(", ", Enumerable.Repeat("l", 1_000));
        Assert.Equal(
            "LOAD_ERR_COMPILE_CONDITION Conditions have more than 67108864 characters, those of the lists that they name included",
            Files.Error($"- list: l\n  items: [{items}]\n" + Files.Rule("r", $"proc.name in ({names})")));
    }

    [Fact]
    public void Many_mentions_of_a_small_list_are_replaced()
    {
        string names = string.Join(", ", Enumerable.Repeat("l", 100_000));
        Assert.StartsWith("proc.name in (a, b, a, b,", Files.Condition("- list: l\n  items: [a, b]\n" + Files.Rule("r", $"proc.name in ({names})")));
    }

    [Fact]
    public void Many_appended_conditions_are_put_together()
    {
        StringBuilder content = new(Files.Rule("r", "proc.pid = 0"));
        for (int i = 1; i <= 20_000; i++)
            content.Append(Invariant($"- rule: r\n  condition: or proc.pid = {i}\n  override: {{condition: append}}\n"));
        Assert.EndsWith("or proc.pid = 20000)", Files.Condition(content.ToString()));
    }

    [Fact]
    public void Warnings_beyond_a_bound_are_counted()
    {
        string exceptions = string.Concat(Enumerable.Repeat("  - {name: e, fields: proc.name}\n", 600));
        var result = Files.Load(Files.Rule("r", "evt.type = open", "  exceptions:\n" + exceptions)).Last;
        Assert.Equal(100_000, result.Warnings.Count);
        Assert.Equal(600 * 599 / 2 - 100_000, result.OmittedWarnings);
    }

    [Theory]
    [InlineData("%a.", "b")]
    [InlineData("%a.b[", "c")]
    [InlineData("%concat(", "a.b,")]
    [InlineData("%join((((((", "\"a\",")]
    [InlineData("%", "toupper(")]
    public void A_long_text_behind_a_percent_sign_is_an_error(string start, string part) => Assert.Equal(
        "LOAD_ERR_COMPILE_OUTPUT unknown filter: unexpected token after '",
        Files.Error(Files.Rule("r", "evt.type = open").Replace("output: o", $"output: '{start}{string.Concat(Enumerable.Repeat(part, 50_000))}'")));

    [Theory]
    [InlineData("(.|b|c|d|e|f|g|h|i|j|k|l){1000}")]
    [InlineData(".{1000}")]
    [InlineData("(a{1000}|b{1000}|c{1000}|d{1000}|e{1000}|f{1000}|g{1000}|h{1000}|i{1000}|j{1000}|k{1000})")]
    public void A_regular_expression_that_grows_too_large_is_an_error(string pattern) => Assert.Equal(
        "LOAD_ERR_COMPILE_CONDITION invalid regex pattern: pattern too large - compile failed",
        Files.Error(Files.Rule("r", $"'proc.name regex \"{pattern}\"'")));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
