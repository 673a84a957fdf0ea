using Falco.Core.Events;
using Falco.Core.State;
using Falco.Testing.Support;

namespace Falco.Core.Tests.State;

/// <summary>Threads that an event names and nobody knows: the source is asked for them.</summary>
public sealed class ThreadLookupTests
{
    private readonly FakeThreadProvider _source = new();

    [Fact]
    public void The_source_is_asked_for_a_thread_that_is_not_known()
    {
        HostScene scene = Scene();
        _source.Add(50, 50, HostScene.Init, "late");

        string comm = scene.Apply(Touch(scene, 50), (in current) => HostScene.Text(current.Thread!.Comm));

        Assert.Equal("late", comm);
        Assert.False(scene.Thread(50).IsInvalid);
        Assert.Equal(HostScene.Init, scene.Host.ParentProcessOf(scene.Thread(50))!.ThreadId);
        Assert.Equal(1UL, scene.Host.Statistics.ThreadLookups);
    }

    [Fact]
    public void A_thread_that_is_known_is_not_asked_for()
    {
        HostScene scene = Scene();

        scene.Apply(Touch(scene, HostScene.Shell));

        Assert.Empty(_source.Asked);
    }

    [Fact]
    public void The_main_thread_is_read_with_its_thread()
    {
        HostScene scene = Scene();
        _source.Add(51, 50, HostScene.Init, "worker");
        _source.Add(50, 50, HostScene.Init, "main");

        scene.Apply(Touch(scene, 51));

        Assert.Equal([51, 50], _source.Asked);
        Assert.Equal(50, scene.Host.MainThreadOf(scene.Thread(51))!.ThreadId);
        Assert.Same(scene.Thread(50).OwnDescriptors, scene.Host.DescriptorsOf(scene.Thread(51)));
    }

    [Fact]
    public void What_the_source_cannot_tell_is_made_up_and_not_asked_for_again()
    {
        HostScene scene = Scene();

        scene.Apply(Touch(scene, 50));
        scene.Apply(Touch(scene, 50));

        Assert.Equal([50], _source.Asked);
        Assert.True(scene.Thread(50).IsInvalid);
        Assert.Equal(1UL, scene.Host.Statistics.UnansweredThreadLookups);
    }

    [Theory]
    [InlineData(EventType.Clone_20Exit)]
    [InlineData(EventType.Clone3Exit)]
    [InlineData(EventType.Fork_20Exit)]
    [InlineData(EventType.Vfork_20Exit)]
    [InlineData(EventType.Procexit_1Enter)]
    [InlineData(EventType.Schedswitch_6Enter)]
    public void Events_that_tell_of_a_thread_themselves_do_not_ask(EventType type)
    {
        HostScene scene = Scene();

        scene.Apply(scene.Event(type, 50).Int64(-1));

        Assert.Empty(_source.Asked);
        Assert.Null(scene.Host.FindThread(50));
    }

    [Fact]
    public void The_caller_of_a_clone_is_asked_for()
    {
        HostScene scene = Scene();
        _source.Add(50, 50, HostScene.Init, "parent");

        scene.Clone(50, 60);

        Assert.Equal([50], _source.Asked);
        Assert.Equal("/bin/parent", HostScene.Text(scene.Thread(60).ExePath));
    }

    [Fact]
    public void The_limit_of_questions_holds_until_its_period_is_over()
    {
        HostScene scene = Scene(new HostStateOptions { MaxThreadLookups = 2, ThreadLookupPeriod = TimeSpan.FromSeconds(10) });
        scene.Wait(TimeSpan.FromSeconds(20));

        foreach (long thread in new[] { 50, 51, 52 })
            scene.Apply(Touch(scene, thread));
        scene.Wait(TimeSpan.FromSeconds(11));
        scene.Apply(Touch(scene, 53));

        Assert.Equal([50, 51, 53], _source.Asked);
        Assert.True(scene.Thread(52).IsInvalid);
    }

    [Fact]
    public void Sockets_are_looked_up_less_often_than_threads()
    {
        HostScene scene = Scene(new HostStateOptions { MaxThreadLookups = 2, MaxSocketLookups = 1 });

        foreach (long thread in new[] { 50, 51, 52 })
            scene.Apply(Touch(scene, thread));

        Assert.Equal([true, false], _source.WithSockets);
    }

    [Fact]
    public void Connections_of_a_thread_that_was_asked_for_have_their_client_first()
    {
        HostScene scene = Scene();
        _source.Add(50, 50, HostScene.Init, "server");
        _source.Sockets.Add(new FakeThreadProvider.Connection(3, DescriptorType.IPv4ServerSocket, 80, 0));
        _source.Sockets.Add(new FakeThreadProvider.Connection(4, DescriptorType.IPv4Socket, 80, 5555));

        scene.Apply(Touch(scene, 50));

        Assert.Equal("10.0.0.2:5555->10.0.0.1:80", scene.NameOf(50, 4));
        Assert.Equal(DescriptorFlags.RoleServer, scene.Host.DescriptorsOf(scene.Thread(50))!.Find(4)!.Flags & DescriptorFlags.RoleServer);
    }

    [Fact]
    public void Another_section_has_another_source()
    {
        HostScene scene = Scene();
        scene.Host.OnSectionStarted();
        scene.Host.OnTablesCompleted();

        scene.Apply(Touch(scene, 50));

        Assert.Empty(_source.Asked);
    }

    private static EventBuilder Touch(HostScene scene, long threadId) =>
        scene.Event(EventType.GenericExit, threadId).UInt16(0).UInt16(0);

    private HostScene Scene(HostStateOptions? options = null)
    {
        HostScene scene = new(options);
        scene.Host.OnThreadProvider(_source);
        return scene;
    }
}
