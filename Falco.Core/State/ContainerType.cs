namespace Falco.Core.State;

/// <summary>The engine that runs a container; the numbers are those of recordings.</summary>
public enum ContainerType : ushort
{
    /// <summary>Docker.</summary>
    Docker = 0,

    /// <summary>LXC.</summary>
    Lxc = 1,

    /// <summary>LXC by libvirt.</summary>
    LibvirtLxc = 2,

    /// <summary>Mesos, which is no longer detected.</summary>
    Mesos = 3,

    /// <summary>rkt, which is no longer detected.</summary>
    Rkt = 4,

    /// <summary>An engine without a name.</summary>
    Custom = 5,

    /// <summary>A runtime that speaks the container runtime interface (CRI) and is neither containerd nor CRI-O.</summary>
    Cri = 6,

    /// <summary>containerd.</summary>
    Containerd = 7,

    /// <summary>CRI-O.</summary>
    CriO = 8,

    /// <summary>BOSH process manager.</summary>
    Bpm = 9,

    /// <summary>The one container that the configuration names.</summary>
    Static = 10,

    /// <summary>podman.</summary>
    Podman = 11,

    /// <summary>No container: the host itself.</summary>
    Host = 0xFFFE,

    /// <summary>Not known.</summary>
    Unknown = 0xFFFF,
}
