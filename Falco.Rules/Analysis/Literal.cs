using Falco.Rules.Compilation;

namespace Falco.Rules.Analysis;

/// <summary>A check, assumed to hold or not to hold.</summary>
/// <param name="Check">The check.</param>
/// <param name="Holds">Which of the two.</param>
internal readonly record struct Literal(BoundCheck Check, bool Holds)
{
    /// <summary>The field on the left, if the check compares its single value with constants; <see langword="null"/> otherwise.</summary>
    /// <remarks>Of values that take their type from the event nothing is known.</remarks>
    public BoundField? Single =>
        Check is { Right: null, Left: BoundField { Comparison: Core.Fields.FieldComparison.Value, IsList: false } single }
        && single.HasFixedType
            ? single
            : null;

    /// <inheritdoc/>
    public override string ToString() => Holds ? Check.Text : "not " + Check.Text;
}
