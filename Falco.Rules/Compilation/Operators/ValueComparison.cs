using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Operators;

/// <summary>Compares values with constants and with one another.</summary>
internal static class ValueComparison
{
    /// <summary>Compares a value with another of the same type; lists only with <c>in</c> and <c>intersects</c>.</summary>
    public static bool Holds(ComparisonOperator operation, in FieldValue left, in FieldValue right)
    {
        if (!right.IsList)
            return Holds(operation, in left, right.Bytes, right.Number);
        bool any = operation == ComparisonOperator.Intersects;
        foreach (ReadOnlySpan<byte> element in left)
        {
            if (Contains(in right, element) == any)
                return any;
        }

        return !any;
    }

    /// <summary>Compares a single value with bytes or a number, whichever its type is held in.</summary>
    public static bool Holds(ComparisonOperator operation, in FieldValue left, ReadOnlySpan<byte> bytes, ulong number) =>
        left.Type.Group() switch
        {
            TypeGroup.Signed => HoldsOrder(operation, ((long)left.Number).CompareTo((long)number)),
            TypeGroup.Unsigned or TypeGroup.Bool => HoldsOrder(operation, left.Number.CompareTo(number)),
            TypeGroup.Double => HoldsDouble(operation, BitConverter.UInt64BitsToDouble(left.Number), BitConverter.UInt64BitsToDouble(number)),
            TypeGroup.Text or TypeGroup.Buffer => HoldsBytes(operation, left.Bytes, bytes),
            TypeGroup.Address => operation == ComparisonOperator.NotEqual ? !left.Bytes.SequenceEqual(bytes) : left.Bytes.SequenceEqual(bytes),
            // A type that conditions on its own cannot compare (a user id), in a parameter whose name stands for a number elsewhere.
            _ => HoldsOrder(operation, left.Number.CompareTo(number)),
        };

    private static bool HoldsOrder(ComparisonOperator operation, int order) => operation switch
    {
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        ComparisonOperator.GreaterOrEqual => order >= 0,
        _ => order == 0,
    };

    // Not by order: every comparison with "not a number" is false but !=.
    private static bool HoldsDouble(ComparisonOperator operation, double left, double right) => operation switch
    {
        ComparisonOperator.NotEqual => left != right,
        ComparisonOperator.Less => left < right,
        ComparisonOperator.LessOrEqual => left <= right,
        ComparisonOperator.Greater => left > right,
        ComparisonOperator.GreaterOrEqual => left >= right,
        _ => left == right,
    };

    private static bool HoldsBytes(ComparisonOperator operation, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => operation switch
    {
        ComparisonOperator.Equal or ComparisonOperator.In or ComparisonOperator.Intersects => left.SequenceEqual(right),
        ComparisonOperator.NotEqual => !left.SequenceEqual(right),
        ComparisonOperator.Contains or ComparisonOperator.BContains => left.IndexOf(right) >= 0,
        ComparisonOperator.IContains => AsciiText.ContainsIgnoreCase(left, right),
        ComparisonOperator.StartsWith or ComparisonOperator.BStartsWith => left.StartsWith(right),
        ComparisonOperator.EndsWith => left.EndsWith(right),
        ComparisonOperator.Glob => Glob.IsMatch(right, left, ignoreCase: false),
        ComparisonOperator.IGlob => Glob.IsMatch(right, left, ignoreCase: true),
        // Bytes order as strcmp orders them: as unsigned numbers, a prefix first.
        _ => HoldsOrder(operation, left.SequenceCompareTo(right)),
    };

    private static bool Contains(in FieldValue list, ReadOnlySpan<byte> sought)
    {
        foreach (ReadOnlySpan<byte> element in list)
        {
            if (element.SequenceEqual(sought))
                return true;
        }

        return false;
    }
}
