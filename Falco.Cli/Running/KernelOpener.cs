using Falco.Drivers.Native.Ebpf;

namespace Falco.Cli.Running;

/// <summary>Opens the kernel of this machine as a source of events.</summary>
/// <exception cref="EbpfException">The kernel refuses.</exception>
internal delegate KernelSource KernelOpener(KernelSourceOptions options);
