namespace Falco.Core.State;

/// <summary>A user of the host or of a container.</summary>
/// <param name="UserId">The user id.</param>
/// <param name="GroupId">The primary group.</param>
/// <param name="Name">The name, UTF-8.</param>
/// <param name="HomeDirectory">The home directory, UTF-8.</param>
/// <param name="Shell">The login shell, UTF-8.</param>
public sealed record UserRecord(
    uint UserId, uint GroupId, ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> HomeDirectory, ReadOnlyMemory<byte> Shell);

/// <summary>A group of the host or of a container.</summary>
/// <param name="GroupId">The group id.</param>
/// <param name="Name">The name, UTF-8.</param>
public sealed record GroupRecord(uint GroupId, ReadOnlyMemory<byte> Name);
