namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Follows the steps of an access of the object through a type of the kernel, by names.</summary>
internal sealed class CoreMatcher(Btf local, Btf target)
{
    // Members looked at in one match; a kernel's largest structure has a few hundred.
    private const int Budget = 100_000;
    private const int MaxNesting = 32;

    private readonly CoreCompatibility _compatibility = new(local, target);
    private int _left;

    private enum Search
    {
        NotFound,
        Incompatible,
        Found,
    }

    /// <returns>The same place in the kernel's type, or <see langword="null"/> if it has none.</returns>
    public CoreAccess? Match(CoreAccess access, CoreRelocationKind kind, uint candidate)
    {
        _left = Budget;
        if (CoreAccess.IsAboutType(kind))
            return _compatibility.AreTypesCompatible(access.Root, candidate) ? new CoreAccess(target, candidate) : null;
        return CoreAccess.IsAboutEnumerator(kind) ? MatchEnumerator(access, candidate) : MatchFields(access, candidate);
    }

    private CoreAccess? MatchEnumerator(CoreAccess access, uint candidate)
    {
        BtfType type = target.Resolve(candidate);
        if (!type.IsEnumeration)
            return null;
        ReadOnlySpan<byte> name = TypeName.Essential(access.NameOf(access.Last));
        for (int i = 0; i < type.Count; i++)
        {
            if (!TypeName.Essential(target.TextBytes(target.EnumeratorName(type, i))).SequenceEqual(name))
                continue;
            CoreAccess match = new(target, candidate);
            match.Add(new CoreStep(type.Id, i, IsNamed: true));
            return match;
        }

        return null;
    }

    private CoreAccess? MatchFields(CoreAccess access, uint candidate)
    {
        CoreAccess match = new(target, candidate);
        BtfType type = target.Resolve(candidate);
        bool isFirst = true;
        foreach (CoreStep step in access.Steps)
        {
            if (step.IsNamed)
            {
                if (FindMember(access, step, type, match, 0, out uint next) != Search.Found)
                    return null;
                type = target.Resolve(next);
                continue;
            }

            if (!isFirst)
            {
                if (type.Kind != BtfKind.Array)
                    return null;
                BtfArray array = target.ArrayShape(type);
                if (step.Index >= array.Count && !CoreAccess.IsOpenEnded(target, array, match.Last))
                    return null;
                type = target.Resolve(array.Element);
            }

            isFirst = false;
            match.Add(new CoreStep(type.Id, step.Index, IsNamed: false));
            match.Skip(step.Index, type.Id);
        }

        return match;
    }

    // Members of unnamed structures count as members of the outer one.
    private Search FindMember(CoreAccess access, CoreStep step, in BtfType type, CoreAccess match, int nesting, out uint next)
    {
        next = 0;
        if (!type.IsComposite || nesting == MaxNesting)
            return Search.NotFound;
        ReadOnlySpan<byte> name = access.NameOf(step);
        for (int i = 0; i < type.Count; i++)
        {
            if (_left-- <= 0)
                throw Malformed.Because($"{target.Name}: type {type.Id} nests too much");
            BtfMember member = target.Member(type, i);
            ReadOnlySpan<byte> memberName = target.TextBytes(member.Name);
            if (memberName.IsEmpty)
            {
                match.BitOffset += member.BitOffset;
                Search nested = FindMember(access, step, target.Resolve(member.Type), match, nesting + 1, out next);
                if (nested != Search.NotFound)
                    return nested;
                match.BitOffset -= member.BitOffset;
            }
            else if (memberName.SequenceEqual(name))
            {
                uint localType = local.Member(local[step.Type], step.Index).Type;
                if (!_compatibility.AreFieldsCompatible(localType, member.Type))
                    return Search.Incompatible;
                match.BitOffset += member.BitOffset;
                match.Add(new CoreStep(type.Id, i, IsNamed: true));
                next = member.Type;
                return Search.Found;
            }
        }

        return Search.NotFound;
    }
}
