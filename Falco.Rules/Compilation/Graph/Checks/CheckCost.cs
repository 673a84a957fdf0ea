using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Rough costs of checks, nanoseconds: only their order matters.</summary>
internal static class CheckCost
{
    public static int Of(BoundCheck check)
    {
        int read = Read(check.Left) + (check.Right is null ? 0 : Read(check.Right));
        int compare = check.Operation switch
        {
            null => 0,
            ComparisonOperator.Regex => 100,
            ComparisonOperator.Glob or ComparisonOperator.IGlob or ComparisonOperator.IContains => 30,
            ComparisonOperator.PMatch => 20,
            ComparisonOperator.Contains or ComparisonOperator.BContains => 10,
            _ => 3,
        };
        bool isRepeated = check.Modifier != OperatorModifier.None;
        return read + (isRepeated ? compare * Math.Max(1, check.Constants.Count) : compare);
    }

    private static int Read(BoundOperand operand)
    {
        int cost = operand is BoundField ? 8 : 40;
        if ((operand.Dependencies & FieldDependencies.Lineage) != 0)
            cost += 30;
        if (operand.Comparison == FieldComparison.AnyAncestor || operand.IsList)
            cost += 60;
        return cost;
    }
}
