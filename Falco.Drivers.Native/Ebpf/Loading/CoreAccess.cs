using System.Globalization;
using System.Text;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// A place in a type: the steps that lead there by name, without those through unnamed structures, and its offset.
/// </summary>
internal sealed class CoreAccess(Btf types, uint root)
{
    private const int MaxSteps = 64;

    private readonly List<CoreStep> _steps = [];

    public Btf Types { get; } = types;

    public uint Root { get; } = root;

    public IReadOnlyList<CoreStep> Steps => _steps;

    public CoreStep Last => _steps[^1];

    public ulong BitOffset { get; set; }

    /// <exception cref="EbpfException">The object contradicts itself.</exception>
    public static CoreAccess Parse(Btf types, CoreRelocation relocation)
    {
        CoreAccess access = new(types, relocation.Type);
        List<int> indices = ParseIndices(types.Text(relocation.Access));
        if (IsAboutType(relocation.Kind))
        {
            if (indices is not [0])
                throw Malformed.Because($"{types.Name}: a relocation of a whole type goes on into it");
        }
        else if (IsAboutEnumerator(relocation.Kind))
        {
            access.EnterEnumeration(indices);
        }
        else
        {
            access.EnterFields(indices);
        }

        return access;
    }

    public static bool IsAboutType(CoreRelocationKind kind) => kind is CoreRelocationKind.LocalTypeId or CoreRelocationKind.TargetTypeId
        or CoreRelocationKind.TypeExists or CoreRelocationKind.TypeSize or CoreRelocationKind.TypeMatches;

    public static bool IsAboutEnumerator(CoreRelocationKind kind) =>
        kind is CoreRelocationKind.EnumeratorExists or CoreRelocationKind.EnumeratorValue;

    public void Add(CoreStep step)
    {
        if (_steps.Count == MaxSteps)
            throw Malformed.Because($"{Types.Name}: a relocation takes more than {MaxSteps} steps");
        _steps.Add(step);
    }

    /// <summary>Moves the offset by elements of a type.</summary>
    public void Skip(int index, uint type) => BitOffset += (ulong)index * Types.SizeOf(type) * 8;

    /// <summary>The name of the member or enumerator that a named step leads to.</summary>
    public ReadOnlySpan<byte> NameOf(CoreStep step)
    {
        BtfType type = Types[step.Type];
        return Types.TextBytes(type.IsEnumeration ? Types.EnumeratorName(type, step.Index) : Types.Member(type, step.Index).Name);
    }

    /// <summary>For messages: <c>task_struct.cred.uid</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new(Types.Text(Types[Root].Name));
        foreach (CoreStep step in _steps)
        {
            if (step.IsNamed)
                text.Append('.').Append(Encoding.UTF8.GetString(NameOf(step)));
            else if (step != _steps[0])
                text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
        }

        return text.ToString();
    }

    /// <summary>Whether an array is the last member of its structure and declared without a length: any index may be meant.</summary>
    public static bool IsOpenEnded(Btf types, BtfArray array, CoreStep holder)
    {
        if (array.Count != 0 || !holder.IsNamed)
            return false;
        BtfType type = types[holder.Type];
        return type.IsComposite && holder.Index == type.Count - 1;
    }

    private static List<int> ParseIndices(string text)
    {
        List<int> indices = [];
        foreach (Range part in text.AsSpan().Split(':'))
        {
            if (indices.Count == MaxSteps || !int.TryParse(text.AsSpan(part), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                throw Malformed.Because($"a relocation has the steps '{text}'");
            indices.Add(index);
        }

        return indices;
    }

    private void EnterEnumeration(List<int> indices)
    {
        BtfType type = Types.Resolve(Root);
        if (!type.IsEnumeration || indices.Count != 1 || indices[0] >= type.Count)
            throw Malformed.Because($"{Types.Name}: type {Root} has no such enumerator");
        Add(new CoreStep(type.Id, indices[0], IsNamed: true));
    }

    private void EnterFields(List<int> indices)
    {
        BtfType type = Types.Resolve(Root);
        Add(new CoreStep(type.Id, indices[0], IsNamed: false));
        Skip(indices[0], type.Id);
        foreach (int index in indices.Skip(1))
            type = type.Kind == BtfKind.Array ? EnterElement(type, index) : EnterMember(type, index);
    }

    private BtfType EnterMember(BtfType type, int index)
    {
        BtfMember member = Types.Member(type, index);
        BitOffset += member.BitOffset;
        if (member.Name != 0)
            Add(new CoreStep(type.Id, index, IsNamed: true));
        return Types.Resolve(member.Type);
    }

    private BtfType EnterElement(BtfType type, int index)
    {
        BtfArray array = Types.ArrayShape(type);
        if (index >= array.Count && !IsOpenEnded(Types, array, Last))
            throw Malformed.Because($"{Types.Name}: type {type.Id} has no element {index}");
        BtfType element = Types.Resolve(array.Element);
        Add(new CoreStep(element.Id, index, IsNamed: false));
        Skip(index, element.Id);
        return element;
    }
}
