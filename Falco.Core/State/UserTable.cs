using Falco.Core.Streams;

namespace Falco.Core.State;

/// <summary>Users and groups of the host and of containers.</summary>
internal sealed class UserTable
{
    private readonly Dictionary<uint, UserRecord> _hostUsers = [];
    private readonly Dictionary<uint, GroupRecord> _hostGroups = [];

    // Containers with users of their own are few, and are only looked up when a rule asks for a name.
    private readonly List<ContainerUsers> _containers = [];

    /// <summary>Grows with every change.</summary>
    public uint Version { get; private set; }

    public bool TryFindUser(ReadOnlySpan<byte> containerId, uint userId, out UserRecord? user)
    {
        user = null;
        return UsersOf(containerId) is { } users && users.TryGetValue(userId, out user);
    }

    public bool TryFindGroup(ReadOnlySpan<byte> containerId, uint groupId, out GroupRecord? group)
    {
        group = null;
        return GroupsOf(containerId) is { } groups && groups.TryGetValue(groupId, out group);
    }

    public void Set(ReadOnlySpan<byte> containerId, in UserEntry user)
    {
        Version++;
        Dictionary<uint, UserRecord> users = containerId.IsEmpty ? _hostUsers : ContainerOf(containerId).Users;
        users[user.UserId] = new UserRecord(
            user.UserId, user.GroupId, user.Name.ToArray(), user.HomeDirectory.ToArray(), user.Shell.ToArray());
    }

    public void Set(ReadOnlySpan<byte> containerId, in GroupEntry group)
    {
        Version++;
        Dictionary<uint, GroupRecord> groups = containerId.IsEmpty ? _hostGroups : ContainerOf(containerId).Groups;
        groups[group.GroupId] = new GroupRecord(group.GroupId, group.Name.ToArray());
    }

    public void RemoveUser(ReadOnlySpan<byte> containerId, uint userId)
    {
        Version++;
        UsersOf(containerId)?.Remove(userId);
    }

    public void RemoveGroup(ReadOnlySpan<byte> containerId, uint groupId)
    {
        Version++;
        GroupsOf(containerId)?.Remove(groupId);
    }

    public void Clear()
    {
        Version++;
        _hostUsers.Clear();
        _hostGroups.Clear();
        _containers.Clear();
    }

    private Dictionary<uint, UserRecord>? UsersOf(ReadOnlySpan<byte> containerId) =>
        containerId.IsEmpty ? _hostUsers : Find(containerId)?.Users;

    private Dictionary<uint, GroupRecord>? GroupsOf(ReadOnlySpan<byte> containerId) =>
        containerId.IsEmpty ? _hostGroups : Find(containerId)?.Groups;

    private ContainerUsers? Find(ReadOnlySpan<byte> containerId)
    {
        foreach (ContainerUsers container in _containers)
        {
            if (containerId.SequenceEqual(container.Id))
                return container;
        }

        return null;
    }

    private ContainerUsers ContainerOf(ReadOnlySpan<byte> containerId)
    {
        if (Find(containerId) is { } known)
            return known;
        ContainerUsers added = new(containerId.ToArray(), [], []);
        _containers.Add(added);
        return added;
    }

    private sealed record ContainerUsers(byte[] Id, Dictionary<uint, UserRecord> Users, Dictionary<uint, GroupRecord> Groups);
}
