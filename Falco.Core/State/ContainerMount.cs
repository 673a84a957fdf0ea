namespace Falco.Core.State;

/// <summary>Something that is mounted in a container. Texts are UTF-8.</summary>
/// <param name="Source">The path on the host, or the name of a volume.</param>
/// <param name="Destination">The path in the container.</param>
/// <param name="Mode">Options, as the runtime tells them.</param>
/// <param name="IsWritable">Whether the container may write there.</param>
/// <param name="Propagation">How mounts below are shared, for instance <c>rprivate</c>.</param>
public sealed record ContainerMount(
    ReadOnlyMemory<byte> Source, ReadOnlyMemory<byte> Destination, ReadOnlyMemory<byte> Mode, bool IsWritable, ReadOnlyMemory<byte> Propagation);
