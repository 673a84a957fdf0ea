using Falco.Hosting.Configuration.Documents;

namespace Falco.Hosting.Tests.Configuration;

public sealed class EnvironmentExpansionTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${A}", "a")]
    [InlineData("x${A}y${A}z", "xayaz")]
    [InlineData("${UNKNOWN}", "")]
    [InlineData("$${A}", "${A}")]
    [InlineData("$${A}${A}", "${A}a")]
    [InlineData("$${${A}}", "${a}")]
    [InlineData("${NESTED}", "a")]
    [InlineData("$A", "$A")]
    [InlineData("$$A ${A}", "$$A ${A}")]
    [InlineData("${A", "${A")]
    [InlineData("${A} $", "a $")]
    [InlineData("$", "$")]
    public void Variables_are_replaced(string text, string expected) =>
        Assert.Equal(expected, EnvironmentExpansion.Expand(text, Variable));

    [Fact]
    public void Variable_that_names_itself_ends() =>
        Assert.Equal("${LOOP}", EnvironmentExpansion.Expand("${LOOP}", Variable));

    private static string? Variable(string name) => name switch
    {
        "A" => "a",
        "NESTED" => "${A}",
        "LOOP" => "${LOOP}",
        _ => null,
    };
}
