using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph.Checks;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Engine;
using Falco.Rules.Tests.Compilation;

namespace Falco.Rules.Tests.Graph;

public sealed class LiteralFamilyTests
{
    [Theory]
    [InlineData("fd.name in (a, b) or fd.name = c or fd.name = anyof (d, e)", RuleOptimizations.HashedSets)]
    [InlineData("fd.name startswith anyof (a, b, c, d) or fd.name startswith e or fd.name startswith f", RuleOptimizations.LiteralTries)]
    [InlineData("fd.name endswith anyof (a, b) or fd.name endswith c", RuleOptimizations.LiteralTries)]
    [InlineData("fd.name pmatch (/a, /b) or fd.name pmatch (/c)", RuleOptimizations.LiteralTries)]
    [InlineData("fd.name contains a or fd.name contains b or fd.name contains anyof (c, d)", RuleOptimizations.NeedleSearch)]
    [InlineData("fd.name icontains a or fd.name icontains b", RuleOptimizations.NeedleSearch)]
    public void Constants_of_one_kind_are_one_test_unless_that_is_switched_off(string condition, RuleOptimizations optimization)
    {
        Assert.IsType<LiteralTest>(Make(condition, RuleOptimizations.All));
        Assert.IsType<AnyTest>(Make(condition, RuleOptimizations.All & ~optimization));
    }

    [Fact]
    public void A_single_constant_stays_a_comparison()
    {
        Assert.IsType<PrefixTest>(Make("fd.name startswith a", RuleOptimizations.All));
        Assert.IsType<SuffixTest>(Make("fd.name endswith a", RuleOptimizations.All));
        Assert.IsType<PartTest>(Make("fd.name contains a", RuleOptimizations.All));
        Assert.IsType<BytesEqualTest>(Make("fd.name = a", RuleOptimizations.All));
    }

    [Theory]
    [InlineData("fd.name startswith anyof ()")]
    [InlineData("fd.name contains anyof ()")]
    [InlineData("fd.name in ()")]
    [InlineData("fd.name pmatch ()")]
    public void Nothing_passes_where_there_are_no_constants(string condition)
    {
        FieldValue value = new() { Type = ParameterType.CharBuf, Bytes = "a"u8 };
        Assert.False(Make(condition, RuleOptimizations.All).Holds(in value));
    }

    [Theory]
    [InlineData("fd.name startswith allof (a, ab, abc)")]
    [InlineData("fd.name contains oneof (b, x, y)")]
    public void All_and_exactly_one_of_the_constants_are_no_family(string condition)
    {
        FieldValue value = new() { Type = ParameterType.CharBuf, Bytes = "abc"u8 };
        ValueTest test = Make(condition, RuleOptimizations.All);
        Assert.IsType<ModifiedTest>(test);
        Assert.True(test.Holds(in value));
    }

    private static ValueTest Make(string condition, RuleOptimizations optimizations)
    {
        BindingResult bound = Conditions.Bind(condition, FieldCatalog.For("syscall"));
        Assert.True(bound.Error is null, $"{condition}: {bound.Error}");
        return bound.Condition is BoundOr or
            ? FastTests.ForAny([.. or.Children.Cast<BoundCheck>()], optimizations)
            : FastTests.For((BoundCheck)bound.Condition!, optimizations);
    }
}
