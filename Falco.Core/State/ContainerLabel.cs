namespace Falco.Core.State;

/// <summary>A label of a container or of a pod.</summary>
/// <param name="Name">The name, UTF-8.</param>
/// <param name="Value">The value, UTF-8.</param>
public sealed record ContainerLabel(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);
