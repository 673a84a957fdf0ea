using Falco.Rules.Compilation;

namespace Falco.Rules.Tests.Compilation;

public sealed class WarningTests
{
    [Fact]
    public void A_constant_that_is_the_name_of_a_field_may_not_be_meant()
    {
        BindingWarning warning = Assert.Single(Conditions.Bind("t.name = t.path").Warnings);
        Assert.Equal("'t.path' may be a valid field misused as a const string value", warning.Message);
        Assert.Equal(9, warning.Position.Offset);
    }

    [Fact]
    public void A_constant_that_looks_like_a_transformer_may_not_be_meant()
    {
        BindingWarning warning = Assert.Single(Conditions.Bind("t.name in (a, 'val( t.path )')").Warnings);
        Assert.Equal("'val( t.path )' may be a valid field transformer misused as a const string value", warning.Message);
    }

    [Theory]
    [InlineData("ng", true)]
    [InlineData("^ng.*", true)]
    [InlineData(".?ng$", true)]
    [InlineData("n.*g", false)]
    [InlineData("n[g]", false)]
    public void A_regular_expression_that_needs_none_is_told(string pattern, bool expected) =>
        Assert.Equal(expected, Conditions.Bind($"t.name regex \"{pattern}\"").Warnings.Count == 1);

    [Fact]
    public void Ordinary_constants_raise_no_warning() =>
        Assert.Empty(Conditions.Bind("t.name = t.unknown and t.name in (name, tolower) and t.path startswith /etc and t.int = 5").Warnings);
}
