namespace Falco.Core.State;

/// <summary>Engines whose containers are detected in the paths of control groups.</summary>
[Flags]
public enum ContainerEngines
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>podman, also without root.</summary>
    Podman = 1 << 0,

    /// <summary>Docker.</summary>
    Docker = 1 << 1,

    /// <summary>Runtimes that speak the container runtime interface: containerd, CRI-O and others.</summary>
    Cri = 1 << 2,

    /// <summary>
    /// containerd by its own interface, as <c>ctr</c> and <c>nerdctl</c> use it. Its paths have no mark of their own, and batch systems place
    /// ordinary processes under paths of the same form: only for hosts where containerd is asked for its containers.
    /// </summary>
    Containerd = 1 << 3,

    /// <summary>LXC.</summary>
    Lxc = 1 << 4,

    /// <summary>LXC by libvirt.</summary>
    LibvirtLxc = 1 << 5,

    /// <summary>BOSH process manager.</summary>
    Bpm = 1 << 6,

    /// <summary>All whose paths are unmistakable.</summary>
    Default = Podman | Docker | Cri | Lxc | LibvirtLxc | Bpm,

    /// <summary>All.</summary>
    All = Default | Containerd,
}
