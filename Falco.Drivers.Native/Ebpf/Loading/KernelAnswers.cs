using System.Text;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// All that an object wants to know of a kernel's types. The questions of all its programs are answered at once, so that the
/// kernel's types are not needed when programs are loaded later.
/// </summary>
internal sealed class KernelAnswers
{
    private readonly IReadOnlyDictionary<CoreRelocation, CoreResolution> _relocations;
    private readonly Dictionary<string, uint> _functions = [];

    private KernelAnswers(EbpfObject source, KernelTypes kernel)
    {
        _relocations = source is { Types: { } types, Extension: { } extension }
            ? CoreResolver.Resolve(types, kernel, extension.Relocations)
            : new Dictionary<CoreRelocation, CoreResolution>();
        foreach (ElfSymbol symbol in source.Elf.Symbols)
        {
            if (symbol is { Section: 0, Name.Length: > 0 })
                _functions[symbol.Name] = kernel.FindFunction(Encoding.UTF8.GetBytes(symbol.Name));
        }
    }

    /// <summary>The answers by question: the relocation with instruction 0.</summary>
    public IEnumerable<KeyValuePair<CoreRelocation, CoreResolution>> Relocations => _relocations;

    public static KernelAnswers To(EbpfObject source, KernelTypes kernel) => new(source, kernel);

    public CoreResolution Of(CoreRelocation relocation) => _relocations[relocation with { Instruction = 0 }];

    /// <summary>The type of a function of the kernel's that the object calls; 0 if the kernel has none of this name.</summary>
    public uint Function(string name) => _functions.GetValueOrDefault(name);
}
