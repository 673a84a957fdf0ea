namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>The kinds of places where our programs attach.</summary>
internal enum AttachmentKind
{
    Unknown,

    /// <summary>A tracepoint whose arguments have the kernel's types.</summary>
    TypedTracepoint,

    /// <summary>A tracepoint whose arguments are plain numbers.</summary>
    RawTracepoint,

    /// <summary>Called for each object of a kind when a process reads.</summary>
    Iterator,
}
