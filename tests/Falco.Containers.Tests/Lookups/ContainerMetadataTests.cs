using Falco.Containers.Runtimes;
using Falco.Core.State;

namespace Falco.Containers.Tests.Lookups;

public sealed class ContainerMetadataTests : IDisposable
{
    private readonly FakeRuntime _runtime = new();

    public void Dispose() => _runtime.Dispose();

    [Fact]
    public async Task A_container_is_asked_for_at_its_first_process_and_told_as_an_event()
    {
        await using MetadataScene scene = new(_runtime);
        scene.Exec(10);

        Assert.Equal("web", await scene.NameAsync());
        scene.Exec(11);
        scene.Exec(12);
        Assert.Equal([MetadataScene.Id], _runtime.Asked);
        Assert.Equal((1, 1, 1), (scene.Metadata.Statistics.Sighted, scene.Metadata.Statistics.Answered, scene.Metadata.Statistics.LateProcesses));
    }

    [Fact]
    public async Task Processes_of_the_host_and_engines_that_cannot_be_asked_are_none_of_its_business()
    {
        await using MetadataScene scene = new(_runtime);
        scene.Exec(10, "/user.slice/session-1.scope");
        scene.Exec(11, "/lxc/web");

        Assert.Equal(0, scene.Metadata.Statistics.Sighted);
    }

    [Fact]
    public async Task A_container_that_the_runtime_does_not_know_yet_is_asked_for_again()
    {
        _runtime.Answer = (id, times) => Task.FromResult(times < 2 ? null : new ContainerDescription { Id = id, Name = "late" });
        await using MetadataScene scene = new(_runtime);
        scene.Exec(10);

        Assert.Equal("late", await scene.NameAsync());
        Assert.Equal(2, scene.Metadata.Statistics.Retries);
    }

    [Fact]
    public async Task A_runtime_that_fails_is_counted_and_asked_again()
    {
        _runtime.Answer = (id, times) => times == 0 ? throw new RuntimeException("no") : Task.FromResult<ContainerDescription?>(new() { Id = id, Name = "web" });
        await using MetadataScene scene = new(_runtime);
        scene.Exec(10);

        Assert.Equal("web", await scene.NameAsync());
        Assert.Equal(1, scene.Metadata.Statistics.Failures);
    }

    [Fact]
    public async Task A_container_that_nobody_knows_is_asked_for_again_after_a_while()
    {
        _runtime.Answer = (id, times) => Task.FromResult(times < 3 ? null : new ContainerDescription { Id = id, Name = "web" });
        await using MetadataScene scene = new(_runtime);
        scene.Exec(10);
        await scene.NameAsync(_ => scene.Metadata.Statistics.Unanswered == 1);
        scene.Exec(11);
        scene.Wait(TimeSpan.FromSeconds(31));
        scene.Exec(12);

        Assert.Equal("web", await scene.NameAsync());
        Assert.Equal(2, scene.Metadata.Statistics.Sighted);
    }

    [Fact]
    public async Task Where_no_runtime_is_nothing_is_asked_and_nothing_waits()
    {
        await using MetadataScene scene = new(_runtime, isPresent: false);
        scene.Exec(10);

        await scene.NameAsync(_ => scene.Metadata.Statistics.Unanswered == 1);
        Assert.Empty(_runtime.Asked);
    }

    [Fact]
    public async Task What_finds_no_room_in_the_queue_is_counted()
    {
        TaskCompletionSource<ContainerDescription?> never = new();
        _runtime.Answer = (_, _) => never.Task;
        await using MetadataScene scene = new(_runtime, MetadataScene.Quick with { QueueCapacity = 1 });
        for (int i = 0; i < 5; i++)
            scene.Exec(10 + i, $"/docker/{i}{MetadataScene.Path["/docker/".Length..^1]}");

        // One is being asked for, or waits with the first; one waits.
        Assert.InRange(scene.Metadata.Statistics.Dropped, 3, 4);
    }

    [Fact]
    public async Task A_container_goes_with_its_first_process_and_is_asked_for_when_it_starts_again()
    {
        await using MetadataScene scene = new(_runtime);
        scene.CloneFirst(10, "/");
        scene.Exec(10);
        await scene.NameAsync();
        scene.Exec(11);
        scene.Exit(11);
        scene.Exit(10);
        await scene.NameAsync(name => name is null);
        scene.Exec(12);

        Assert.Equal("web", await scene.NameAsync());
        Assert.Equal(2, _runtime.Asked.Count);
    }

    [Fact]
    public async Task The_first_process_of_a_namespace_within_the_container_does_not_end_it()
    {
        await using MetadataScene scene = new(_runtime);
        scene.CloneFirst(10);
        await scene.NameAsync();
        scene.CloneFirst(11);
        scene.Exit(11);

        Assert.Equal("web", await scene.NameAsync(_ => true));
    }

    [Fact]
    public async Task What_the_runtime_tells_by_itself_comes_before_the_first_process()
    {
        await using MetadataScene scene = new(_runtime);
        await _runtime.Notices.Writer.WriteAsync(new ContainerNotice(MetadataScene.Id, IsGone: false), TestContext.Current.CancellationToken);
        await scene.NameAsync();
        scene.Exec(10);

        Assert.Equal((0, 0), (scene.Metadata.Statistics.Sighted, scene.Metadata.Statistics.LateProcesses));
        _runtime.Answer = (id, _) => Task.FromResult<ContainerDescription?>(new() { Id = id, Name = "renamed" });
        await _runtime.Notices.Writer.WriteAsync(new ContainerNotice(MetadataScene.Id, IsGone: false), TestContext.Current.CancellationToken);
        Assert.Equal("renamed", await scene.NameAsync(name => name == "renamed"));
        await _runtime.Notices.Writer.WriteAsync(new ContainerNotice(MetadataScene.Id + "cdef", IsGone: true), TestContext.Current.CancellationToken);
        Assert.Null(await scene.NameAsync(name => name is null));
    }

    [Fact]
    public async Task Containers_that_there_are_already_are_asked_for_at_once()
    {
        FakeRuntime runtime = new() { Listed = [MetadataScene.Id] };
        await using MetadataScene scene = new(runtime);

        Assert.Equal("web", await scene.NameAsync());
    }

    [Fact]
    public async Task Known_containers_cost_no_memory()
    {
        await using MetadataScene scene = new(_runtime);
        scene.Exec(10);
        await scene.NameAsync();
        byte[] exec = new Falco.Testing.Support.EventBuilder(Falco.Core.Events.EventType.Execve_19Exit, 12)
            .Int64(0).Text("sh").Texts().Int64(12).Int64(12).Int64(1).Text("").UInt64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0)
            .Text("sh").Texts("cpu=" + MetadataScene.Path).Build();
        Run(10);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Falco.Core.Events.Event.TryRead(exec, 0, Falco.Core.Events.EventFlags.None, out Falco.Core.Events.Event view);
                scene.Metadata.OnEvent(in view);
            }
        }
    }
}
