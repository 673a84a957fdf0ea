using Falco.Core.Fields;
using Falco.Core.Names;
using Falco.Core.State;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>
/// Evaluates a condition by walking its tree, from left to right and no further than needed: what a condition means. Everything
/// faster is held equal to it by test.
/// </summary>
internal static class ConditionInterpreter
{
    /// <summary>Whether a condition holds for an event.</summary>
    public static bool Evaluate(BoundNode node, in HostEvent view, FieldScratch scratch)
    {
        switch (node)
        {
            case BoundAnd and:
                for (int i = 0; i < and.Children.Count; i++)
                {
                    if (!Evaluate(and.Children[i], in view, scratch))
                        return false;
                }

                return true;
            case BoundOr or:
                for (int i = 0; i < or.Children.Count; i++)
                {
                    if (Evaluate(or.Children[i], in view, scratch))
                        return true;
                }

                return false;
            case BoundNot not:
                return !Evaluate(not.Child, in view, scratch);
            case BoundCheck check:
                return Evaluate(check, in view, scratch);
            default:
                throw new ArgumentException($"Unknown kind of node: {node.GetType().Name}.", nameof(node));
        }
    }

    /// <summary>Whether one comparison holds.</summary>
    public static bool Evaluate(BoundCheck check, in HostEvent view, FieldScratch scratch)
    {
        switch (check.Left.Comparison)
        {
            case FieldComparison.EitherEnd:
            case FieldComparison.AnyAncestor:
                return EvaluateCandidates(check, in view, scratch);
            case FieldComparison.DomainName:
                return EvaluateDomainName(check, in view, scratch);
        }

        if (!check.Left.TryRead(in view, scratch, out FieldValue left))
            return false;
        if (check.Operation is not { } operation)
            return true;
        if (check.Right is null)
            return check.Test!.Holds(in left);
        return check.Right.TryRead(in view, scratch, out FieldValue right) && ValueComparison.Holds(operation, in left, in right);
    }

    private static bool EvaluateCandidates(BoundCheck check, in HostEvent view, FieldScratch scratch)
    {
        Field source = ((BoundField)check.Left).Source;
        if (!source.TryReadCandidates(in view, scratch, out FieldValue candidates))
            return false;
        bool isEitherEnd = source.Comparison == FieldComparison.EitherEnd;
        if (check.Operation is null)
            return isEitherEnd || !candidates.Bytes.IsEmpty;
        bool all = isEitherEnd && check.Operation == ComparisonOperator.NotEqual;
        foreach (ReadOnlySpan<byte> element in candidates)
        {
            FieldValue candidate = ListElement.Read(in candidates, element);
            if (check.Test!.Holds(in candidate) != all)
                return !all;
        }

        return all && !candidates.Bytes.IsEmpty;
    }

    private static bool EvaluateDomainName(BoundCheck check, in HostEvent view, FieldScratch scratch)
    {
        if (((BoundField)check.Left).Source.TryReadCandidates(in view, scratch, out FieldValue addresses))
        {
            if (check.Operation is null)
                return true;

            // Only connections have an end here; of what listens, at most the name is known.
            bool asksForOwner = check is
            {
                Operation: ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In, Modifier: OperatorModifier.None,
            };
            foreach (ReadOnlySpan<byte> address in addresses)
            {
                if (asksForOwner)
                    return EvaluateOwner(check, view.Host.Names, address);
            }
        }

        return check.Left.TryRead(in view, scratch, out FieldValue name) && (check.Test is null || check.Test.Holds(in name));
    }

    /// <summary>Whether one of the constants, which are names, owns the address; for <c>!=</c>, whether the constant does not.</summary>
    private static bool EvaluateOwner(BoundCheck check, HostNames? names, ReadOnlySpan<byte> address)
    {
        bool isNegated = check.Operation == ComparisonOperator.NotEqual;

        // Where nobody can be asked, no name has an address.
        if (names is null)
            return isNegated;
        for (int i = 0; i < check.Constants.Count; i++)
        {
            // What is not known yet has no value: neither operator holds.
            if (names.TryOwns(check.Constants[i].Bytes, address, out bool owns) && owns != isNegated)
                return true;
        }

        return false;
    }
}
