namespace Falco.Core.State;

/// <summary>The names of engines as <c>container.type</c> tells them.</summary>
internal static class ContainerTypeName
{
    /// <summary>The name; empty for engines that have none, the static one among them.</summary>
    public static ReadOnlySpan<byte> Of(ContainerType type) => type switch
    {
        ContainerType.Docker => "docker"u8,
        ContainerType.Lxc => "lxc"u8,
        ContainerType.LibvirtLxc => "libvirt-lxc"u8,
        ContainerType.Mesos => "mesos"u8,
        ContainerType.Rkt => "rkt"u8,
        ContainerType.Cri => "cri"u8,
        ContainerType.Containerd => "containerd"u8,
        ContainerType.CriO => "cri-o"u8,
        ContainerType.Bpm => "bpm"u8,
        ContainerType.Podman => "podman"u8,
        ContainerType.Host => "host"u8,
        _ => default,
    };
}
