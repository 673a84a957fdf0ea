using System.Text;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Core.Tests.Fields;
using Falco.Testing.Support;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

/// <summary>Containers that events tell of, read as fields of a thread in a container.</summary>
public sealed class ContainerStateTests
{
    private const long Contained = 30;
    private const long Lxc = 31;
    private const string Id = "0123456789ab";

    private static readonly ContainerDescription Web = new()
    {
        Id = Id,
        FullId = Id + "cdef",
        Type = ContainerType.Podman,
        Name = "web",
        Image = "nginx:1",
        Address = "10.0.0.7",
        IsPrivileged = true,
        Labels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "\"1\" \u00E9" },
        Mounts = [new ContainerMountDescription("/a", "/b", "z", true, "shared")],
        Environment = ["A=1"],
        Ports = [new ContainerPort(0, 8080, 80)],
        HealthCheck = new ContainerProbe("curl", ["-f"]),
    };

    [Fact]
    public void A_described_container_is_read_as_it_was_described()
    {
        HostScene scene = Scene();
        Tell(scene, Web);

        Assert.Equal(
            ["web", Id + "cdef", "podman", "nginx:1", "true", "a:\"1\" \u00E9, b:2", "/a:/b:z:true:shared", "10.0.0.7"],
            ((string[])["name", "full_id", "type", "image", "privileged", "labels", "mounts", "ip"]).Select(field => Of(scene, "container." + field)));
    }

    [Theory]
    [InlineData("""{"container":{"id":"0123456789ab","name":"web"}}""")]
    [InlineData("""{"id":"0123456789ab","type":0,"name":"web","image":"nginx"}""")]
    [InlineData("""{"container":{"later":[{"x":[1,{}]}],"id":"0123456789ab","pod_sandbox_labels":null,"Mounts":null,"name":"web","ip":null}}""")]
    public void Older_events_tell_of_containers_too(string json)
    {
        HostScene scene = Scene();
        scene.Apply(scene.Event(EventType.ContainerJson_2Enter, -1).Text(json));

        Assert.Equal("web", Of(scene, "container.name"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"container":7}""")]
    [InlineData("""{"container":{"id":"","name":"web"}}""")]
    [InlineData("""{"container":{"id":7}}""")]
    [InlineData("""{"container":{"id":"0123456789ab","privileged":"yes"}}""")]
    [InlineData("""{"container":{"id":"0123456789ab","labels":[1]}}""")]
    [InlineData("""{"container":{"id":"0123456789ab","Mounts":[1]}}""")]
    [InlineData("""{"container":{"id":"0123456789ab","name":"\ud800"}}""")]
    [InlineData("""{"container":{"id":"0123456789ab"}} x""")]
    public void A_malformed_event_changes_nothing_and_is_counted(string json)
    {
        HostScene scene = Scene();
        Tell(scene, Web);
        scene.Apply(scene.Event(EventType.AsynceventEnter, 1).UInt32(0).Text("container").Text(json));

        Assert.Equal("web", Of(scene, "container.name"));
        Assert.Equal(1UL, scene.Host.Statistics.MalformedContainers);
    }

    [Fact]
    public void A_document_that_is_too_deep_or_too_long_is_malformed()
    {
        HostScene scene = Scene();
        scene.Apply(Json(scene, string.Concat(Enumerable.Repeat("[", 1000))));
        scene.Apply(Json(scene, $$$"""{"container":{"id":"x","name":"{{{new string('x', ContainerDocument.MaxLength)}}}"}}"""));

        Assert.Equal(2UL, scene.Host.Statistics.MalformedContainers);
    }

    [Fact]
    public void Other_asynchronous_events_are_none_of_its_business()
    {
        HostScene scene = Scene();
        scene.Apply(scene.Event(EventType.AsynceventEnter, 1).UInt32(0).Text("k8s").Text("{"));

        Assert.Equal(0UL, scene.Host.Statistics.MalformedContainers);
    }

    [Fact]
    public void News_of_a_container_replace_what_was_known()
    {
        HostScene scene = Scene();
        Tell(scene, Web);
        Tell(scene, Web with { Name = "renamed", Address = "" });

        Assert.Equal(("renamed", ""), (Of(scene, "container.name"), Of(scene, "container.ip")));
    }

    [Fact]
    public void A_container_that_is_gone_is_only_an_id_and_the_event_still_tells_of_it()
    {
        HostScene scene = Scene();
        Tell(scene, Web);
        string? told = Read(scene, ContainerEvent.EncodeRemoved(Web, Start), "container.name");

        Assert.Equal("web", told);
        Assert.Equal((null, Id), (Of(scene, "container.name"), Of(scene, "container.id")));
        Assert.Equal((1UL, 0UL), (scene.Host.Statistics.RemovedContainers, scene.Host.Statistics.Containers));
    }

    [Fact]
    public void The_users_of_a_container_go_with_it()
    {
        HostScene scene = Scene();
        Tell(scene, Web);
        scene.Apply(scene.Event(EventType.UserAddedEnter, -1).UInt32(0).UInt32(0).Text("inside").Text("/").Text("/bin/sh").Text(Id));
        scene.Thread(Contained).UserId = 0;
        string? before = Of(scene, "user.name");
        Tell(scene, Web, isRemoved: true);

        Assert.Equal(("inside", "root"), (before, Of(scene, "user.name")));
    }

    [Fact]
    public void An_event_tells_the_container_that_it_is_about_only_while_it_is_current()
    {
        HostScene scene = Scene();
        Tell(scene, Web);

        Assert.Null(scene.Read(scene.Event(EventType.AsynceventEnter, -1).UInt32(0).Text("k8s").Text("{}"), "container.name"));
    }

    [Fact]
    public void The_container_of_which_nothing_was_heard_for_the_longest_time_makes_room()
    {
        HostScene scene = Scene(new HostStateOptions { MaxContainers = 2 });
        Tell(scene, Web);
        Tell(scene, new ContainerDescription { Id = "second" });
        Tell(scene, Web);
        Tell(scene, new ContainerDescription { Id = "third" });

        Assert.True(scene.Host.TryFindContainer(Encoding.UTF8.GetBytes(Id), out _));
        Assert.False(scene.Host.TryFindContainer("second"u8, out _));
        Assert.Equal((2UL, 1UL), (scene.Host.Statistics.Containers, scene.Host.Statistics.DroppedContainers));
    }

    [Fact]
    public void Containers_take_no_more_memory_than_they_may()
    {
        HostScene scene = Scene(new HostStateOptions { MaxContainerBytes = 100_000 });
        for (int i = 0; i < 50; i++)
            Tell(scene, new ContainerDescription { Id = $"{i}", NetworkResult = new string('x', 10_000) });

        Assert.Equal(3UL, scene.Host.Statistics.Containers);
        Assert.Equal(47UL, scene.Host.Statistics.DroppedContainers);
    }

    [Fact]
    public void A_container_in_which_nothing_has_run_for_long_is_forgotten()
    {
        HostScene scene = Scene(new HostStateOptions { ContainerTimeout = TimeSpan.FromMinutes(50), PurgePeriod = TimeSpan.FromMinutes(20) });
        scene.Host.OnThreadProvider(new FakeThreadProvider());
        scene.Pass();
        Tell(scene, Web);
        Tell(scene, new ContainerDescription { Id = "gone" });
        for (int i = 0; i < 4; i++)
        {
            scene.Wait(TimeSpan.FromMinutes(21));
            scene.Apply(scene.Event(EventType.GetuidExit, Contained).UInt32(0));
        }

        Assert.Equal(("web", 1UL), (Of(scene, "container.name"), scene.Host.Statistics.PurgedContainers));
        Assert.False(scene.Host.TryFindContainer("gone"u8, out _));
    }

    [Fact]
    public void An_engine_that_cannot_be_asked_tells_its_containers_by_their_control_groups()
    {
        HostScene scene = new(addTables: host => Add(host, Lxc, "cpu=/lxc/web\0"u8));

        Assert.Equal(
            ("web", "lxc", ""),
            (Of(scene, "container.id", Lxc), Of(scene, "container.type", Lxc), Of(scene, "container.name", Lxc)));
    }

    [Fact]
    public void Changes_of_containers_void_remembered_verdicts_and_repetitions_do_not()
    {
        HostScene scene = Scene();
        uint version = scene.Host.ContainersVersion;
        Tell(scene, Web);
        uint told = scene.Host.ContainersVersion;
        Tell(scene, Web);

        Assert.NotEqual(version, told);
        Assert.Equal(told, scene.Host.ContainersVersion);
    }

    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7")]
    [InlineData("", "1.1.1.1")]
    public void The_local_end_of_a_container_has_its_address(string address, string local)
    {
        HostScene scene = Scene();
        Tell(scene, Web with { Address = address });
        scene.Apply(scene.Event(EventType.SocketExit, Contained).Int64(5).UInt32(2).UInt32(1).UInt32(6).UInt32(0));
        EventBuilder connect = scene.Event(EventType.ConnectExit, Contained).Int64(0).SocketTuple("10.0.0.7", 4000, "1.1.1.1", 443).Int64(5).Bytes();

        Assert.Equal(local, scene.Read(connect, "fd.lip"));
    }

    [Fact]
    public void All_containers_can_be_told_again()
    {
        HostScene scene = Scene();
        Tell(scene, Web);
        HostScene copy = Scene();
        scene.Host.TellContainers(new Retelling(copy.Host), Start);

        Assert.Equal("web", Of(copy, "container.name"));
    }

    [Fact]
    public void A_thousand_containers_cost_an_event_no_memory()
    {
        HostScene scene = Scene();
        Tell(scene, Web);
        for (int i = 0; i < 1000; i++)
            Tell(scene, Web with { Id = $"{i}" });
        byte[] built = scene.Event(EventType.GetuidExit, Contained).UInt32(0).Build();
        Falco.Core.Fields.Field[] fields =
            [.. ((string[])["container.name", "container.mounts", "container.labels", "k8s.pod.name"]).Select(FieldReading.Resolve)];
        Falco.Core.Fields.FieldScratch scratch = new();
        Run(10);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Event.TryRead(built, 0, EventFlags.None, out Event view);
                HostEvent current = scene.Host.Apply(in view);
                scratch.Reset();
                foreach (Falco.Core.Fields.Field field in fields)
                    field.TryRead(in current, scratch, out _);
            }
        }
    }

    private static HostScene Scene(HostStateOptions? options = null) => new(options, AddContained);

    private static string? Of(HostScene scene, string field, long threadId = Contained) =>
        scene.Read(scene.Event(EventType.GetuidExit, threadId).UInt32(0), field);

    private static void Tell(HostScene scene, ContainerDescription container, bool isRemoved = false) =>
        Read(scene, isRemoved ? ContainerEvent.EncodeRemoved(container, Start) : ContainerEvent.EncodeAdded(container, Start), "evt.num");

    private static string? Read(HostScene scene, byte[] encoded, string field)
    {
        // The time goes on with every event of the scene.
        BitConverter.TryWriteBytes(encoded, scene.Event(EventType.GenericExit, Init).Timestamp);
        Assert.Equal(EventFault.None, Event.TryRead(encoded, 0, EventFlags.None, out Event view));
        HostEvent current = scene.Host.Apply(in view);
        return FieldReading.Read(in current, FieldReading.Resolve(field));
    }

    private static EventBuilder Json(HostScene scene, string json) => scene.Event(EventType.ContainerJson_2Enter, -1).Text(json);

    private static void AddContained(HostState host) =>
        Add(host, Contained, "cpu=/docker/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\0"u8);

    private static void Add(HostState host, long threadId, ReadOnlySpan<byte> controlGroups) => host.OnThread(new ThreadEntry
    {
        ThreadId = threadId,
        ProcessId = threadId,
        ParentId = Init,
        VirtualThreadId = 1,
        VirtualProcessId = 1,
        Comm = "inside"u8,
        ControlGroups = controlGroups,
    });

    private sealed class Retelling(HostState host) : IEventObserver
    {
        public void OnEvent(in Event view) => host.Apply(in view);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
