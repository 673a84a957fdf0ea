using System.Text;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>A program in the kernel. It leaves the kernel when nothing holds it any more: this, a link, or an array of programs.</summary>
internal sealed unsafe class LoadedProgram(ProgramDefinition definition, BpfProgramType type, BpfHandle handle) : IDisposable
{
    public ProgramDefinition Definition { get; } = definition;

    public BpfProgramType Type { get; } = type;

    public BpfHandle Handle { get; } = handle;

    /// <summary>Lets the kernel call the program: until the link is disposed at its tracepoint; or for each reader of the iterator.</summary>
    /// <exception cref="EbpfException">The kernel refused, or the section of the program does not say where.</exception>
    public BpfHandle Attach()
    {
        using BpfHandle.Lease lease = Handle.Borrow();
        string action = $"attaching the program '{Definition.Name}'";
        switch (Definition.Attachment.Kind)
        {
            case AttachmentKind.TypedTracepoint or AttachmentKind.RawTracepoint:
                byte[] name = Encoding.ASCII.GetBytes(Definition.Attachment.Target + '\0');
                fixed (byte* nameBytes = name)
                {
                    // A program with types was bound to its tracepoint when it was loaded.
                    BpfAttributes.RawTracepointOpen open = new()
                    {
                        Name = Type == BpfProgramType.RawTracepoint ? (ulong)nameBytes : 0,
                        Program = lease.Descriptor,
                    };
                    return BpfSystem.Open(BpfCommand.RawTracepointOpen, ref open, action);
                }

            case AttachmentKind.Iterator:
                BpfAttributes.LinkCreate link = new() { Program = lease.Descriptor, AttachType = BpfAttachType.Iterator };
                return BpfSystem.Open(BpfCommand.LinkCreate, ref link, action);
            default:
                throw Malformed.Because($"the program '{Definition.Name}' does not say where it attaches ({Definition.Attachment.Target})");
        }
    }

    /// <summary>Runs a program for raw tracepoints once, on the calling thread (since Linux 5.10).</summary>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public void RunOnce()
    {
        using BpfHandle.Lease lease = Handle.Borrow();
        BpfAttributes.ProgramTestRun run = new() { Program = lease.Descriptor };
        if (BpfSystem.Call(BpfCommand.ProgramTestRun, ref run, out int error) < 0)
            throw Refusal.Explain($"running the program '{Definition.Name}'", error);
    }

    public void Dispose() => Handle.Dispose();
}
