namespace Falco.Drivers.Native.Ebpf;

/// <summary>By what kind of event a loss is counted, as the reference's <c>n_drops_buffer_…</c> counters.</summary>
public enum LossCategory
{
    /// <summary>Everything else.</summary>
    Other = 0,

    /// <summary>A new process or thread.</summary>
    CloneForkExit,

    /// <summary>A new program.</summary>
    ExecveExit,

    /// <summary>The start of a connection.</summary>
    ConnectEnter,

    /// <summary>A connection.</summary>
    ConnectExit,

    /// <summary>The start of opening a file.</summary>
    OpenEnter,

    /// <summary>An opened file.</summary>
    OpenExit,

    /// <summary>A change of directories, links, owners and modes.</summary>
    DirectoryFileExit,

    /// <summary>Other calls that matter for security: bpf, ptrace, setns, set*id and their like.</summary>
    OtherInterestExit,

    /// <summary>A closed descriptor.</summary>
    CloseExit,

    /// <summary>The end of a thread.</summary>
    ProcessExit,
}
