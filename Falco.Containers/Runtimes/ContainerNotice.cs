namespace Falco.Containers.Runtimes;

/// <summary>A runtime's notice that a container came, changed or went.</summary>
/// <param name="Id">The id, as <see cref="IContainerRuntime.FindAsync"/> takes it.</param>
/// <param name="IsGone">Whether it is no more.</param>
internal readonly record struct ContainerNotice(string Id, bool IsGone);
