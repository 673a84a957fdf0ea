namespace Falco.Rules.Tests.Loading;

/// <summary>Exceptions become part of the condition.</summary>
public sealed class ExceptionTests
{
    [Theory]
    [InlineData("fields: proc.name, values: [a, b c]", "(evt.type = open and not proc.name in (a, \"b c\"))")]
    [InlineData("fields: proc.name, comps: startswith anyof, values: [a]", "(evt.type = open and not proc.name startswith anyof (a))")]
    [InlineData("fields: [proc.name, fd.name], values: [[a, /b]]", "(evt.type = open and not (proc.name = a and fd.name = /b))")]
    [InlineData("fields: [proc.name, fd.name], comps: [in, =], values: [[[a, b], \"/x y\"], [c, d]]",
        "(evt.type = open and not ((proc.name in (a, b) and fd.name = \"/x y\") or (proc.name in (c) and fd.name = d)))")]
    [InlineData("fields: [proc.name], comps: [\" = \"], values: [[\"toupper(proc.pname)\"]]",
        "(evt.type = open and not proc.name = toupper(proc.pname))")]
    [InlineData("fields: proc.name", "evt.type = open")]
    public void Values_are_written_into_the_condition(string exception, string expected) =>
        Assert.Equal(expected, Files.Condition(Rule(exception)));

    [Theory]
    [InlineData("comps: in, values: [a]", "LOAD_ERR_YAML_VALIDATE Item has no mapping for key 'fields'")]
    [InlineData("fields: [proc.name], comps: [in, in]", "LOAD_ERR_VALIDATE Fields and comps lists must have equal length")]
    [InlineData("fields: [proc.name], comps: [like]", "LOAD_ERR_VALIDATE 'like' is not a supported comparison operator")]
    [InlineData("fields: [no.field]", "LOAD_ERR_VALIDATE 'no.field' is not a supported filter field")]
    [InlineData("fields: proc.name, comps: [in]", "LOAD_ERR_VALIDATE Fields and comps must both be strings")]
    [InlineData("fields: proc.name, comps: =",
        "LOAD_ERR_VALIDATE When fields is a single value, comps must be one of (in, pmatch, intersects) or a modifier operator (e.g. startswith oneof)")]
    [InlineData("fields: proc.name, values: [[a]]", "LOAD_ERR_VALIDATE Expected values array to contain a list of strings")]
    [InlineData("fields: [proc.name, fd.name], values: [[a]]", "LOAD_ERR_VALIDATE Fields and values lists must have equal length")]
    public void A_wrong_exception_is_an_error(string exception, string error) => Assert.Equal(error, Files.Error(Rule(exception)));

    [Fact]
    public void Values_are_appended_to_an_exception_of_the_same_name()
    {
        const string Append = "- rule: r\n  exceptions:\n  - {name: e, values: [b]}\n  override:\n    exceptions: append\n";
        Assert.Equal("(evt.type = open and not proc.name in (a, b))", Files.Condition(Rule("fields: proc.name, values: [a]") + Append));
        Assert.Equal(
            "LOAD_ERR_VALIDATE Can not append exception comps to existing exception, only values",
            Files.Error(Rule("fields: proc.name, values: [a]") + Append.Replace("values: [b]", "comps: in, values: [b]")));
    }

    [Fact]
    public void Replaced_exceptions_are_taken_as_they_are()
    {
        const string Replace = "- rule: r\n  exceptions:\n  - {name: e, fields: proc.name, values: [x]}\n  override:\n    exceptions: replace\n";
        Assert.StartsWith("LOAD_ERR_COMPILE_CONDITION", Files.Error(Rule("fields: proc.name, values: [a]") + Replace));
    }

    private static string Rule(string exception) => Files.Rule("r", "evt.type = open", $"  exceptions:\n  - {{name: e, {exception}}}\n");
}
