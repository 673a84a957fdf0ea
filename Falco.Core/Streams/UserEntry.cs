namespace Falco.Core.Streams;

/// <summary>A user.</summary>
public readonly ref struct UserEntry
{
    /// <summary>The user id.</summary>
    public uint UserId { get; init; }

    /// <summary>The primary group.</summary>
    public uint GroupId { get; init; }

    /// <summary>The name, UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The home directory.</summary>
    public ReadOnlySpan<byte> HomeDirectory { get; init; }

    /// <summary>The login shell.</summary>
    public ReadOnlySpan<byte> Shell { get; init; }
}

/// <summary>A group of users.</summary>
public readonly ref struct GroupEntry
{
    /// <summary>The group id.</summary>
    public uint GroupId { get; init; }

    /// <summary>The name, UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; init; }
}
