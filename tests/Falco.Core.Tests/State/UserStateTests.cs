using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Core.Tests.Fields;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

/// <summary>Users and groups that events add and delete, read as fields of a thread of the host and of one in a container.</summary>
public sealed class UserStateTests
{
    private const long Contained = 30;
    private const uint Id = 1000;
    private const string Container = "0123456789ab";

    private readonly HostScene _scene = new(addTables: AddContained);

    [Fact]
    public void A_user_that_was_added_has_a_name_and_a_home()
    {
        AddUser("alice", "");

        Assert.Equal(("alice", "/home/alice", "/bin/sh"), (Of(Shell, "user.name"), Of(Shell, "user.homedir"), Of(Shell, "user.shell")));
    }

    [Fact]
    public void A_user_that_was_added_again_has_the_new_name()
    {
        AddUser("alice", "");
        AddUser("bob", "");

        Assert.Equal("bob", Of(Shell, "user.name"));
    }

    [Fact]
    public void A_user_that_was_deleted_has_no_name()
    {
        AddUser("alice", "");
        _scene.Apply(_scene.Event(EventType.UserDeletedEnter, -1).UInt32(Id).UInt32(Id).Text("alice").Text("").Text("").Text(""));

        Assert.Equal("<NA>", Of(Shell, "user.name"));
    }

    [Fact]
    public void A_user_of_a_container_is_none_of_the_host()
    {
        AddUser("inside", Container);

        Assert.Equal(("inside", "<NA>"), (Of(Contained, "user.name"), Of(Shell, "user.name")));
    }

    [Fact]
    public void A_user_of_the_host_is_none_of_a_container()
    {
        AddUser("alice", "");

        Assert.Equal("<NA>", Of(Contained, "user.name"));
    }

    [Fact]
    public void Deleting_a_user_of_a_container_leaves_the_hosts()
    {
        AddUser("alice", "");
        AddUser("inside", Container);
        _scene.Apply(_scene.Event(EventType.UserDeletedEnter, -1).UInt32(Id).UInt32(Id).Text("inside").Text("").Text("").Text(Container));

        Assert.Equal(("<NA>", "alice"), (Of(Contained, "user.name"), Of(Shell, "user.name")));
    }

    [Fact]
    public void A_group_that_was_added_has_a_name()
    {
        AddGroup("staff", "");

        Assert.Equal("staff", Of(Shell, "group.name"));
    }

    [Fact]
    public void A_group_that_was_deleted_has_no_name()
    {
        AddGroup("staff", "");
        _scene.Apply(_scene.Event(EventType.GroupDeletedEnter, -1).UInt32(Id).Text("staff").Text(""));

        Assert.Equal("<NA>", Of(Shell, "group.name"));
    }

    [Fact]
    public void A_group_of_a_container_is_none_of_the_host()
    {
        AddGroup("inside", Container);

        Assert.Equal(("inside", "<NA>"), (Of(Contained, "group.name"), Of(Shell, "group.name")));
    }

    [Fact]
    public void Changes_of_users_change_the_stamp_of_remembered_verdicts()
    {
        uint version = _scene.Host.UsersVersion;
        AddUser("alice", "");

        Assert.NotEqual(version, _scene.Host.UsersVersion);
    }

    private string? Of(long threadId, string field)
    {
        _scene.Thread(threadId).UserId = _scene.Thread(threadId).GroupId = Id;
        return _scene.Read(_scene.Event(EventType.GetuidExit, threadId).UInt32(Id), field);
    }

    private void AddUser(string name, string container) => _scene.Apply(_scene.Event(EventType.UserAddedEnter, -1)
        .UInt32(Id).UInt32(Id).Text(name).Text("/home/" + name).Text("/bin/sh").Text(container));

    private void AddGroup(string name, string container) =>
        _scene.Apply(_scene.Event(EventType.GroupAddedEnter, -1).UInt32(Id).Text(name).Text(container));

    private static void AddContained(HostState host) => host.OnThread(new ThreadEntry
    {
        ThreadId = Contained,
        ProcessId = Contained,
        ParentId = Init,
        VirtualThreadId = 1,
        VirtualProcessId = 1,
        Comm = "inside"u8,
        ControlGroups = "cpu=/docker/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\0"u8,
    });
}
