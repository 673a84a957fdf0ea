namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Answers the relocations of an object from the types of a kernel. Programs ask the same few hundred questions over and over,
/// so each is answered once; afterwards the kernel's types are no longer needed.
/// </summary>
internal sealed class CoreResolver
{
    private readonly Btf _local;
    private readonly KernelTypes _kernel;
    private readonly CoreMatcher _matcher;
    private readonly Dictionary<uint, List<uint>> _candidates = [];
    private readonly Dictionary<CoreRelocation, CoreResolution> _resolutions = [];

    private CoreResolver(Btf local, KernelTypes kernel)
    {
        _local = local;
        _kernel = kernel;
        _matcher = new CoreMatcher(local, kernel.Types);
    }

    /// <returns>The answers; the key is the relocation with instruction 0.</returns>
    public static IReadOnlyDictionary<CoreRelocation, CoreResolution> Resolve(Btf local, KernelTypes kernel, IEnumerable<CoreRelocation> relocations)
    {
        CoreResolver resolver = new(local, kernel);
        foreach (CoreRelocation relocation in relocations)
        {
            CoreRelocation question = relocation with { Instruction = 0 };
            if (!resolver._resolutions.ContainsKey(question))
                resolver._resolutions.Add(question, resolver.ResolveOrExplain(question));
        }

        return resolver._resolutions;
    }

    private CoreResolution ResolveOrExplain(CoreRelocation relocation)
    {
        try
        {
            return Resolve(relocation);
        }
        catch (EbpfException exception)
        {
            // Only the programs that ask this question are affected.
            return new CoreResolution($"type {relocation.Type}", 0, null, IsChecked: false, Problem: exception.Message);
        }
    }

    private CoreResolution Resolve(CoreRelocation relocation)
    {
        CoreAccess access = CoreAccess.Parse(_local, relocation);
        string subject = access.ToString();
        CoreValue local = CoreValue.Compute(relocation.Kind, access)!.Value;
        if (relocation.Kind == CoreRelocationKind.LocalTypeId)
            return new CoreResolution(subject, local.Value, local.Value, IsChecked: false);
        if (relocation.Kind == CoreRelocationKind.TypeMatches)
            throw Malformed.Because($"{subject}: relocations of the kind {relocation.Kind} are not supported");

        CoreAccess? match = null;
        CoreValue? value = null;
        foreach (uint candidate in CandidatesOf(relocation.Type))
        {
            if (_matcher.Match(access, relocation.Kind, candidate) is not { } other)
                continue;
            CoreValue? otherValue = CoreValue.Compute(relocation.Kind, other);

            // A kernel may have several types of one name; that matters only if they disagree.
            if (match is not null && (match.BitOffset != other.BitOffset || value?.Value != otherValue?.Value))
                throw Malformed.Because($"{subject}: the kernel has several types of this name, which disagree");
            match ??= other;
            value ??= otherValue;
        }

        value ??= CoreValue.Compute(relocation.Kind, null);
        return new CoreResolution(
            subject,
            local.Value,
            value?.Value,
            local.IsChecked,
            local.FieldSize,
            value?.FieldSize ?? 0,
            value is null || local.FieldSize == value.Value.FieldSize || IsWidthSafe(local.FieldType, value.Value.FieldType));
    }

    // What is read into a register fills the rest with zeroes: that is right for pointers and unsigned integers only.
    private bool IsWidthSafe(uint localType, uint kernelType)
    {
        BtfType local = _local.Resolve(localType);
        BtfType kernel = _kernel.Types.Resolve(kernelType);
        return (local.Kind, kernel.Kind) switch
        {
            (BtfKind.Pointer, BtfKind.Pointer) => true,
            (BtfKind.Integer, BtfKind.Integer) => !_local.IsSigned(local) && !_kernel.Types.IsSigned(kernel),
            _ => false,
        };
    }

    private List<uint> CandidatesOf(uint localId)
    {
        if (_candidates.TryGetValue(localId, out List<uint>? candidates))
            return candidates;
        BtfType local = _local[localId];
        ReadOnlySpan<byte> name = TypeName.Essential(_local.TextBytes(local.Name));
        if (name.IsEmpty)
            throw Malformed.Because($"{_local.Name}: type {localId} has no name to look for in the kernel");
        candidates = [];
        _kernel.Find(name, candidates);
        candidates.RemoveAll(id => !CoreCompatibility.IsSameKind(_kernel.Types[id], local));
        _candidates.Add(localId, candidates);
        return candidates;
    }
}
