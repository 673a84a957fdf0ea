using Falco.Core.Streams;

namespace Falco.Core.State;

/// <summary>Users and groups of the host (the empty container id) and of containers.</summary>
internal sealed class UserTable
{
    private const int MaxNameLength = 255;
    private const int MaxPathLength = 1023;

    private readonly Accounts _host = new([]);
    private readonly List<Accounts> _containers = [];

    /// <summary>Grows with every change.</summary>
    public uint Version { get; private set; }

    /// <summary>Tells the users and groups of the host. Those of containers are not part of the tables: sources tell them as events.</summary>
    public void Tell(IHostTableObserver observer)
    {
        foreach (UserRecord user in _host.Users.Values)
        {
            observer.OnUser(new UserEntry
            {
                UserId = user.UserId,
                GroupId = user.GroupId,
                Name = user.Name.Span,
                HomeDirectory = user.HomeDirectory.Span,
                Shell = user.Shell.Span,
            });
        }

        foreach (GroupRecord group in _host.Groups.Values)
            observer.OnGroup(new GroupEntry { GroupId = group.GroupId, Name = group.Name.Span });
    }

    public void Clear()
    {
        _host.Users.Clear();
        _host.Groups.Clear();
        _containers.Clear();
        Version++;
    }

    public UserRecord? FindUser(ReadOnlySpan<byte> containerId, uint userId) => Find(containerId)?.Users.GetValueOrDefault(userId);

    public GroupRecord? FindGroup(ReadOnlySpan<byte> containerId, uint groupId) => Find(containerId)?.Groups.GetValueOrDefault(groupId);

    public void AddUser(
        ReadOnlySpan<byte> containerId,
        uint userId,
        uint groupId,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> homeDirectory,
        ReadOnlySpan<byte> shell)
    {
        if (IsNameServiceEntry(name))
            return;
        Dictionary<uint, UserRecord> users = FindOrAdd(containerId).Users;

        // A user that is known keeps the group.
        if (users.TryGetValue(userId, out UserRecord? known))
        {
            groupId = known.GroupId;
            if (known.Name.Span.SequenceEqual(name) && known.HomeDirectory.Span.SequenceEqual(homeDirectory) && known.Shell.Span.SequenceEqual(shell))
                return;
        }

        users[userId] = new UserRecord(
            userId, groupId, Copy(name, MaxNameLength), Copy(homeDirectory, MaxPathLength), Copy(shell, MaxPathLength));
        Version++;
    }

    public void AddGroup(ReadOnlySpan<byte> containerId, uint groupId, ReadOnlySpan<byte> name)
    {
        if (IsNameServiceEntry(name))
            return;
        Dictionary<uint, GroupRecord> groups = FindOrAdd(containerId).Groups;
        if (groups.TryGetValue(groupId, out GroupRecord? known) && known.Name.Span.SequenceEqual(name))
            return;
        groups[groupId] = new GroupRecord(groupId, Copy(name, MaxNameLength));
        Version++;
    }

    public void RemoveUser(ReadOnlySpan<byte> containerId, uint userId)
    {
        if (Find(containerId)?.Users.Remove(userId) == true)
            Version++;
    }

    public void RemoveGroup(ReadOnlySpan<byte> containerId, uint groupId)
    {
        if (Find(containerId)?.Groups.Remove(groupId) == true)
            Version++;
    }

    /// <summary>Removes the users and groups of a container that is gone.</summary>
    public void RemoveContainer(ReadOnlySpan<byte> containerId)
    {
        if (!containerId.IsEmpty && Find(containerId) is { } accounts && _containers.Remove(accounts))
            Version++;
    }

    // Lines of /etc/passwd that only include other sources.
    private static bool IsNameServiceEntry(ReadOnlySpan<byte> name) => name is [(byte)'+' or (byte)'-', ..];

    private static byte[] Copy(ReadOnlySpan<byte> text, int limit) => text[..Math.Min(text.Length, limit)].ToArray();

    private Accounts? Find(ReadOnlySpan<byte> containerId)
    {
        if (containerId.IsEmpty)
            return _host;
        foreach (Accounts accounts in _containers)
        {
            if (containerId.SequenceEqual(accounts.ContainerId))
                return accounts;
        }

        return null;
    }

    private Accounts FindOrAdd(ReadOnlySpan<byte> containerId)
    {
        Accounts? accounts = Find(containerId);
        if (accounts is null)
            _containers.Add(accounts = new Accounts(containerId.ToArray()));
        return accounts;
    }

    private sealed class Accounts
    {
        public Accounts(byte[] containerId)
        {
            ContainerId = containerId;
        }

        public byte[] ContainerId { get; }

        public Dictionary<uint, UserRecord> Users { get; } = [];

        public Dictionary<uint, GroupRecord> Groups { get; } = [];
    }
}
