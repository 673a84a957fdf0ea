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
        return (check.Left.IsList, check.Left.Type.Group()) switch
        {
            (false, TypeGroup.Text or TypeGroup.Buffer) => ForBytes(check, test, (optimizations & RuleOptimizations.HashedSets) != 0),
            (false, TypeGroup.Signed or TypeGroup.Unsigned or TypeGroup.Bool) => ForNumber(check, test),
            _ => test,
        };
    }

    /// <summary>One test for several checks of the same field, of which one must hold: all equalities together are one probe.</summary>
    public static ValueTest ForAny(IReadOnlyList<BoundCheck> checks, RuleOptimizations optimizations)
    {
        bool hashes = (optimizations & RuleOptimizations.HashedSets) != 0;
        List<byte[]> members = [];
        List<ValueTest> others = [];
        foreach (BoundCheck check in checks)
        {
            if (hashes && IsByteSet(check))
                members.AddRange(check.Constants.Select(constant => constant.Bytes));
            else
                others.Add(For(check, optimizations));
        }

        if (members.Count > 0)
            others.Insert(0, ForMembers(members));
        return others.Count == 1 ? others[0] : new AnyTest([.. others]);
    }

    // The binder's test decides where operator and constants do not tell all; it is replaced only where its kind says that they do.
    private static bool IsByteSet(BoundCheck check) =>
        !check.Left.IsList
        && check.Left.Type.Group() is TypeGroup.Text or TypeGroup.Buffer
        && check switch
        {
            { Test: ConstantTest, Modifier: OperatorModifier.None, Operation: ComparisonOperator.Equal } => true,
            { Test: SetTest, Modifier: OperatorModifier.None } => true,
            { Test: ModifiedTest, Modifier: OperatorModifier.AnyOf, Operation: ComparisonOperator.Equal } => true,
            _ => false,
        };

    private static ValueTest ForMembers(List<byte[]> members) =>
        members.Count == 1 ? new BytesEqualTest(members[0]) : new BytesInTest(new ByteSet(members));

    private static ValueTest ForBytes(BoundCheck check, ValueTest test, bool hashes)
    {
        if (hashes && IsByteSet(check))
            return ForMembers([.. check.Constants.Select(constant => constant.Bytes)]);
        if (test is ConstantTest)
            return ForBytes(check.Operation!.Value, check.Constants[0].Bytes) ?? test;
        if (test is not ModifiedTest || check.Modifier != OperatorModifier.AnyOf)
            return test;
        ValueTest?[] parts = [.. check.Constants.Select(constant => ForBytes(check.Operation!.Value, constant.Bytes))];
        return Array.TrueForAll(parts, part => part is not null) ? new AnyTest(parts!) : test;
    }

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
