using Falco.Rules.Compilation.Operators;
using Falco.Rules.Engine;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Picks tests that answer as the binder's do, only faster.</summary>
internal static class FastTests
{
    public static ValueTest For(BoundCheck check, RuleOptimizations optimizations)
    {
        ValueTest test = check.Test!;
        if (!check.Left.HasFixedType)
            return test;
        return (check.Left.IsList, check.Left.Type.Group()) switch
        {
            (false, TypeGroup.Text or TypeGroup.Buffer) => ForBytes(check, test, optimizations),
            (false, TypeGroup.Signed or TypeGroup.Unsigned or TypeGroup.Bool) => ForNumber(check, test),
            _ => test,
        };
    }

    /// <summary>One test for several checks of the same field, of which one must hold: their constants are looked for together.</summary>
    public static ValueTest ForAny(IReadOnlyList<BoundCheck> checks, RuleOptimizations optimizations)
    {
        LiteralFamilies families = new(optimizations);
        List<ValueTest> others = [];
        foreach (BoundCheck check in checks)
        {
            if (!families.TryAdd(check))
                others.Add(For(check, optimizations));
        }

        return AnyOf([.. families.MakeTests(), .. others]);
    }

    private static ValueTest ForBytes(BoundCheck check, ValueTest test, RuleOptimizations optimizations)
    {
        LiteralFamilies families = new(optimizations);
        if (families.TryAdd(check))
            return AnyOf([.. families.MakeTests()]);
        if (test is ConstantTest)
            return ForBytes(check.Operation!.Value, check.Constants[0].Bytes) ?? test;
        if (test is not ModifiedTest || check.Modifier != OperatorModifier.AnyOf)
            return test;
        ValueTest?[] parts = [.. check.Constants.Select(constant => ForBytes(check.Operation!.Value, constant.Bytes))];
        return Array.TrueForAll(parts, part => part is not null) ? new AnyTest(parts!) : test;
    }

    private static ValueTest AnyOf(ValueTest[] tests) => tests.Length == 1 ? tests[0] : new AnyTest(tests);

    private static ValueTest? ForBytes(ComparisonOperator operation, byte[] constant) => operation switch
    {
        ComparisonOperator.Equal => new BytesEqualTest(constant),
        ComparisonOperator.NotEqual => new BytesDifferTest(constant),
        ComparisonOperator.StartsWith or ComparisonOperator.BStartsWith => new PrefixTest(constant),
        ComparisonOperator.EndsWith => new SuffixTest(constant),
        ComparisonOperator.Contains or ComparisonOperator.BContains => new PartTest(constant),
        _ => null,
    };

    private static ValueTest ForNumber(BoundCheck check, ValueTest test)
    {
        if (test is SetTest && check.Modifier == OperatorModifier.None)
            return new NumberInTest([.. check.Constants.Select(constant => constant.Number)]);
        if (test is not ConstantTest || check.Modifier != OperatorModifier.None)
            return test;
        ulong constant = check.Constants[0].Number;
        return check.Operation switch
        {
            ComparisonOperator.Equal => new NumberEqualTest(constant, isNegated: false),
            ComparisonOperator.NotEqual => new NumberEqualTest(constant, isNegated: true),
            _ => test,
        };
    }
}
