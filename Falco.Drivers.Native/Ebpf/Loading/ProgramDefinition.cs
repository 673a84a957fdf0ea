namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>A function of an object that the kernel can call.</summary>
internal sealed class ProgramDefinition(ObjectFunction function)
{
    public string Name => Function.Name;

    public ObjectFunction Function { get; } = function;

    public ProgramAttachment Attachment { get; } = ProgramAttachment.Parse(function.Section.Name);
}
