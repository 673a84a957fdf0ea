using System.Text;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// An object whose maps are in the kernel. Its programs are loaded one by one as they are needed, at any time. Used by one
/// thread at a time; what it hands out belongs to the caller.
/// </summary>
internal sealed class LoadedObject : IDisposable
{
    private readonly Dictionary<MapDefinition, BpfMap> _maps = [];
    private readonly Dictionary<ProgramDefinition, uint> _attachTypes = [];
    private readonly KernelAnswers _answers;
    private readonly BpfHandle? _types;

    private LoadedObject(EbpfObject source, KernelTypes kernel)
    {
        Source = source;
        BpfSystem.RaiseLockedMemoryLimit();
        _answers = KernelAnswers.To(source, kernel);
        foreach (ProgramDefinition program in source.Programs)
            _attachTypes[program] = AttachTypeOf(program, kernel);
        _types = ObjectTypes.TryLoad(source);
        try
        {
            foreach (MapDefinition definition in source.Maps)
                _maps.Add(definition, MapCreator.Create(definition));
            FillArraysOfMaps();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public EbpfObject Source { get; }

    /// <summary>Answers what the object asks of the kernel's types, and creates its maps.</summary>
    /// <param name="source">The object; it must not be changed any more.</param>
    /// <param name="kernel">The kernel's types; not needed afterwards.</param>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static LoadedObject Create(EbpfObject source, KernelTypes kernel) => new(source, kernel);

    /// <summary>A map; it belongs to this.</summary>
    /// <exception cref="EbpfException">The object has no such map.</exception>
    public BpfMap Map(string name) => _maps[Source.Map(name)];

    /// <summary>The memory that a map of variables of the object shares with its programs; the caller disposes it.</summary>
    public MappedMap MapVariables(string section) => new(Map(section), isWritable: !Source.Map(section).IsReadOnly);

    /// <summary>Loads one program.</summary>
    /// <param name="program">A program of the object.</param>
    /// <param name="asRawTracepoint">Do without the kernel's types for its arguments: for kernels that have none for this tracepoint.</param>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public LoadedProgram Load(ProgramDefinition program, bool asRawTracepoint = false)
    {
        ProgramRequest request = RequestFor(program, asRawTracepoint);
        ProgramImage image = ProgramLinker.Link(Source, _answers, program);
        BpfInstruction[] code = [.. image.Instructions];
        foreach (MapReference reference in image.Maps)
        {
            // The descriptor stays open beyond the lease: the maps are this object's, which is used by one thread.
            using BpfHandle.Lease map = _maps[reference.Map].Handle.Borrow();
            code[reference.Instruction] = code[reference.Instruction] with { Immediate = map.Descriptor };
        }

        LoadedProgram loaded = new(program, request.Type, ProgramLoader.Load(image, code, request));
        try
        {
            FillArraysOfPrograms(loaded);
            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (BpfMap map in _maps.Values)
            map.Dispose();
        _types?.Dispose();
    }

    private static uint AttachTypeOf(ProgramDefinition program, KernelTypes kernel) => program.Attachment.Kind switch
    {
        AttachmentKind.TypedTracepoint => kernel.Find(Encoding.UTF8.GetBytes(program.Attachment.TracepointType), BtfKind.Typedef),
        AttachmentKind.Iterator => kernel.FindFunction(Encoding.UTF8.GetBytes(program.Attachment.IteratorFunction)),
        _ => 0,
    };

    private ProgramRequest RequestFor(ProgramDefinition program, bool asRawTracepoint)
    {
        AttachmentKind kind = program.Attachment.Kind;
        if (kind == AttachmentKind.Unknown)
            throw Malformed.Because($"the program '{program.Name}' is in the section '{program.Attachment.Target}', whose type is not known");
        if (kind == AttachmentKind.RawTracepoint || (kind == AttachmentKind.TypedTracepoint && asRawTracepoint))
            return new ProgramRequest(BpfProgramType.RawTracepoint, BpfAttachType.None, 0, IsSleepable: false, Source.License, _types);
        uint attachType = _attachTypes[program];
        if (attachType == 0)
        {
            throw new EbpfException(
                EbpfFault.KernelTooOld,
                $"the kernel has nothing for the program '{program.Name}' to attach to: no {(kind == AttachmentKind.Iterator ? "iterator" : "tracepoint")} '{program.Attachment.Target}'");
        }

        BpfAttachType place = kind == AttachmentKind.Iterator ? BpfAttachType.Iterator : BpfAttachType.RawTracepointWithTypes;
        return new ProgramRequest(BpfProgramType.Tracing, place, attachType, program.Attachment.IsSleepable, Source.License, _types);
    }

    private void FillArraysOfMaps()
    {
        foreach ((MapDefinition definition, BpfMap map) in _maps)
        {
            foreach (MapSlot slot in definition.Slots)
            {
                if (definition.Type != BpfMapType.ProgramArray)
                    map.Update(slot.Index, Map(slot.Target).Handle);
            }
        }
    }

    private void FillArraysOfPrograms(LoadedProgram program)
    {
        foreach ((MapDefinition definition, BpfMap map) in _maps)
        {
            foreach (MapSlot slot in definition.Slots)
            {
                if (definition.Type == BpfMapType.ProgramArray && slot.Target == program.Definition.Name)
                    map.Update(slot.Index, program.Handle);
            }
        }
    }
}
