using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.RegularExpressions;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>Makes the constants of a check and the test of the value on its left.</summary>
internal static class CheckConstants
{
    /// <summary>Reads a constant for what it is compared with.</summary>
    public static BoundConstant? Parse(
        BoundOperand left, ComparisonOperator operation, string text, out string? error, IReadOnlySet<string>? asyncEvents = null)
    {
        error = null;
        if (left.Origin?.Definition is { } field && NamesUnknownEvent(field, text, asyncEvents))
            error = $"unknown event type {ByteText.ToText(text)}";
        return error is null && ConstantParser.TryParse(left.Type, operation, text, out BoundConstant? constant, out error) ? constant : null;
    }

    private static bool NamesUnknownEvent(FieldDefinition field, string text, IReadOnlySet<string>? asyncEvents)
    {
        if (field.EventNames is { } own)
            return !own.Contains(text);
        return field.Name is "evt.type" or "syscall.type" && !EventTypeNames.IsKnown(text) && asyncEvents?.Contains(text) != true;
    }

    /// <summary>Makes the test of a check; otherwise tells what is wrong.</summary>
    public static ValueTest? MakeTest(
        BoundOperand left, ComparisonOperator operation, OperatorModifier modifier, BoundConstant[] constants, out string? error)
    {
        error = null;
        switch (operation)
        {
            case ComparisonOperator.In or ComparisonOperator.Intersects:
                return MakeSet(left, operation, constants);
            case ComparisonOperator.PMatch:
                return new PathTest(new PathSet(constants));
        }

        ValueTest[] parts = new ValueTest[constants.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (MakePart(left, operation, constants[i], out error) is not { } part)
                return null;
            parts[i] = part;
        }

        return modifier == OperatorModifier.None ? parts[0] : new ModifiedTest(modifier, parts);
    }

    private static ValueTest? MakePart(BoundOperand left, ComparisonOperator operation, BoundConstant constant, out string? error)
    {
        error = null;
        if (left.Type.Group() == TypeGroup.Network)
            return new NetworkTest(operation == ComparisonOperator.NotEqual, constant);
        if (operation != ComparisonOperator.Regex)
            return new ConstantTest(operation, constant);
        if (RegularExpression.TryCompile(constant.Bytes, out RegularExpression? expression, out string? fault))
            return new RegexTest(expression);
        error = "invalid regex pattern: " + fault;
        return null;
    }

    private static ValueTest MakeSet(BoundOperand left, ComparisonOperator operation, BoundConstant[] constants)
    {
        if (NeverMatchesSets(left))
            return new NeverTest();

        // The reference looks at the first network only where both ends of a connection are asked for; kept, so that verdicts agree.
        bool isFirstOnly = left.Comparison == FieldComparison.EitherEnd && left.Type.Group() == TypeGroup.Network;
        IEnumerable<ValueTest> members = constants
            .Take(isFirstOnly ? 1 : constants.Length)
            .Select(constant => MakePart(left, ComparisonOperator.Equal, constant, out _)!);
        return new SetTest([.. members], any: operation == ComparisonOperator.Intersects);
    }

    // Where the reference looks values of these up in a set, it passes a length of zero and so never finds one; kept, so that verdicts
    // agree.
    private static bool NeverMatchesSets(BoundOperand left) => left.Origin?.Definition.Name switch
    {
        "proc.apid" => left.Comparison == FieldComparison.AnyAncestor,
        "evt.rawarg" => !left.Type.IsBytes(),
        _ => false,
    };
}
