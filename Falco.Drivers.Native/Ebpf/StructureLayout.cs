using System.Text;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>
/// Where the members of a structure of the probe are, as the compiler that built the object laid them out; so the layout is
/// written down in one place, the probe's sources.
/// </summary>
internal sealed class StructureLayout
{
    private readonly string _name;
    private readonly Dictionary<string, (int Offset, int Size)> _members = [];

    private StructureLayout(Btf types, BtfType type, string name)
    {
        _name = name;
        Size = (int)types.SizeOf(type.Id);
        for (int i = 0; i < type.Count; i++)
        {
            BtfMember member = types.Member(type, i);
            _members[types.Text(member.Name)] = ((int)(member.BitOffset / 8), (int)types.SizeOf(member.Type));
        }
    }

    /// <summary>The size in bytes.</summary>
    public int Size { get; }

    /// <exception cref="EbpfException">The object does not describe such a structure.</exception>
    public static StructureLayout Of(EbpfObject source, string name)
    {
        Btf types = source.Types ?? throw Malformed.Because($"{source.Name} has no BTF");
        byte[] wanted = Encoding.ASCII.GetBytes(name);
        for (uint id = 1; id < types.Count; id++)
        {
            BtfType type = types[id];
            if (type.Kind == BtfKind.Structure && types.TextBytes(type.Name).SequenceEqual(wanted))
                return new StructureLayout(types, type, name);
        }

        throw Malformed.Because($"{source.Name} does not describe the structure '{name}'");
    }

    /// <summary>The place of a member within its structure.</summary>
    /// <exception cref="EbpfException">There is no such member.</exception>
    public Range this[string member]
    {
        get
        {
            if (!_members.TryGetValue(member, out (int Offset, int Size) place))
                throw Malformed.Because($"the structure '{_name}' has no member '{member}'");
            return place.Offset..(place.Offset + place.Size);
        }
    }
}
