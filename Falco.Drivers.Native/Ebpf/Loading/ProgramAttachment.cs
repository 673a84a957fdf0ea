namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Where a program attaches, as the name of its section says: the tracepoint, or what is iterated over. A sleepable program may
/// wait, for memory that is swapped out for instance.
/// </summary>
internal sealed record ProgramAttachment(AttachmentKind Kind, string Target, bool IsSleepable = false)
{
    /// <summary>The type in the kernel that describes the arguments of the tracepoint.</summary>
    public string TracepointType => $"btf_trace_{Target}";

    /// <summary>The function in the kernel that describes the arguments of an iterator program.</summary>
    public string IteratorFunction => $"bpf_iter_{Target}";

    public static ProgramAttachment Parse(string section)
    {
        int slash = section.IndexOf('/', StringComparison.Ordinal);
        string target = slash < 0 ? "" : section[(slash + 1)..];
        return (slash < 0 ? section : section[..slash]) switch
        {
            "tp_btf" => new(AttachmentKind.TypedTracepoint, target),
            "raw_tp" or "raw_tracepoint" => new(AttachmentKind.RawTracepoint, target),
            "iter" => new(AttachmentKind.Iterator, target),
            "iter.s" => new(AttachmentKind.Iterator, target, IsSleepable: true),
            _ => new(AttachmentKind.Unknown, section),
        };
    }
}
