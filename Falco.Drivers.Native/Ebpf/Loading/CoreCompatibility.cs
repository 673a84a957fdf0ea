namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Decides whether a type of the object and one of the kernel mean the same. Each comparison has a budget, because types may
/// refer to themselves.
/// </summary>
internal sealed class CoreCompatibility(Btf local, Btf target)
{
    private const int Budget = 10_000;
    private const int MaxDepth = 32;

    private int _left;

    /// <summary>Whether two types are of one kind; enumerations of either size are.</summary>
    public static bool IsSameKind(in BtfType left, in BtfType right) => left.Kind == right.Kind || (left.IsEnumeration && right.IsEnumeration);

    /// <summary>Whether members of these types may stand for each other: a program reads them, so contents do not matter.</summary>
    public bool AreFieldsCompatible(uint localId, uint targetId)
    {
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            BtfType left = local.Resolve(localId);
            BtfType right = target.Resolve(targetId);
            if (left.IsComposite && right.IsComposite)
                return true;
            if (!IsSameKind(left, right))
                return false;
            switch (left.Kind)
            {
                case BtfKind.Pointer or BtfKind.Float:
                    return true;
                case BtfKind.Forward or BtfKind.Enumeration or BtfKind.Enumeration64:
                    return AreNamesCompatible(left, right);
                case BtfKind.Integer:
                    return !local.HasBitOffset(left) && !target.HasBitOffset(right);
                case BtfKind.Array:
                    localId = local.ArrayShape(left).Element;
                    targetId = target.ArrayShape(right).Element;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether whole types may stand for each other.</summary>
    public bool AreTypesCompatible(uint localId, uint targetId)
    {
        _left = Budget;
        return AreTypesCompatible(localId, targetId, MaxDepth);
    }

    private bool AreTypesCompatible(uint localId, uint targetId, int depth)
    {
        while (depth-- > 0 && _left-- > 0)
        {
            BtfType left = local.Resolve(localId);
            BtfType right = target.Resolve(targetId);
            if (!IsSameKind(left, right))
                return false;
            switch (left.Kind)
            {
                case BtfKind.Void or BtfKind.Structure or BtfKind.Union or BtfKind.Enumeration or BtfKind.Enumeration64 or BtfKind.Forward:
                    return true;
                case BtfKind.Integer:
                    return !local.HasBitOffset(left) && !target.HasBitOffset(right);
                case BtfKind.Pointer:
                    localId = left.SizeOrType;
                    targetId = right.SizeOrType;
                    break;
                case BtfKind.Array:
                    localId = local.ArrayShape(left).Element;
                    targetId = target.ArrayShape(right).Element;
                    break;
                case BtfKind.FunctionPrototype:
                    if (!AreParametersCompatible(left, right, depth))
                        return false;
                    localId = left.SizeOrType;
                    targetId = right.SizeOrType;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private bool AreParametersCompatible(in BtfType left, in BtfType right, int depth)
    {
        if (left.Count != right.Count)
            return false;
        for (int i = 0; i < left.Count; i++)
        {
            if (!AreTypesCompatible(local.ParameterType(left, i), target.ParameterType(right, i), depth))
                return false;
        }

        return true;
    }

    private bool AreNamesCompatible(in BtfType left, in BtfType right)
    {
        ReadOnlySpan<byte> leftName = TypeName.Essential(local.TextBytes(left.Name));
        ReadOnlySpan<byte> rightName = TypeName.Essential(target.TextBytes(right.Name));
        return leftName.IsEmpty || rightName.IsEmpty || leftName.SequenceEqual(rightName);
    }
}
