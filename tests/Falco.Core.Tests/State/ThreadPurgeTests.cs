using Falco.Core.Events;
using Falco.Testing.Support;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

/// <summary>Threads whose end was not seen.</summary>
public sealed class ThreadPurgeTests
{
    private readonly FakeThreadProvider _source = new();

    [Fact]
    public void A_thread_that_was_not_heard_of_and_is_gone_is_removed()
    {
        HostScene scene = Scene();
        scene.Clone(Shell, 20);
        scene.Wait(TimeSpan.FromMinutes(31));
        PassUntilPurged(scene);

        Assert.Null(scene.Host.FindThread(20));
        Assert.Equal(1UL, scene.Host.Statistics.PurgedThreads);
    }

    [Fact]
    public void A_thread_that_lives_stays()
    {
        HostScene scene = Scene();
        scene.Clone(Shell, 20);
        _source.Add(20, 20, Shell, "bash");
        scene.Wait(TimeSpan.FromMinutes(31));
        PassUntilPurged(scene);

        Assert.NotNull(scene.Host.FindThread(20));
    }

    [Fact]
    public void A_thread_whose_id_belongs_to_another_program_is_removed()
    {
        HostScene scene = Scene();
        scene.Clone(Shell, 20);
        _source.Add(20, 20, Shell, "nginx");
        scene.Wait(TimeSpan.FromMinutes(31));
        PassUntilPurged(scene);

        Assert.Null(scene.Host.FindThread(20));
    }

    [Fact]
    public void A_thread_that_was_heard_of_within_half_an_hour_is_not_asked_for()
    {
        HostScene scene = Scene();
        scene.Clone(Shell, 20);
        scene.Wait(TimeSpan.FromMinutes(20));
        scene.Apply(Touch(scene, 20));
        scene.Wait(TimeSpan.FromMinutes(21));
        PassUntilPurged(scene);

        Assert.NotNull(scene.Host.FindThread(20));
    }

    [Fact]
    public void A_thread_that_was_made_up_is_removed_by_the_next_scan()
    {
        HostScene scene = Scene();
        scene.Apply(Touch(scene, 77));
        scene.Wait(TimeSpan.FromSeconds(29));
        scene.Pass();
        Assert.NotNull(scene.Host.FindThread(77));
        scene.Wait(TimeSpan.FromSeconds(2));
        PassUntilPurged(scene);

        Assert.Null(scene.Host.FindThread(77));
    }

    [Fact]
    public void Scans_follow_each_other_after_the_period()
    {
        HostScene scene = Scene();
        scene.Pass();
        scene.Wait(TimeSpan.FromSeconds(31));
        PassUntilPurged(scene);
        scene.Apply(Touch(scene, 77));
        scene.Wait(TimeSpan.FromMinutes(19));
        PassUntilPurged(scene);
        Assert.NotNull(scene.Host.FindThread(77));
        scene.Wait(TimeSpan.FromMinutes(2));
        PassUntilPurged(scene);

        Assert.Null(scene.Host.FindThread(77));
    }

    [Fact]
    public void No_event_pays_for_more_than_a_few_questions()
    {
        HostScene scene = Scene();
        for (long thread = 100; thread < 200; thread++)
            scene.Clone(Shell, thread);
        scene.Wait(TimeSpan.FromMinutes(31));
        scene.Pass();
        scene.Wait(TimeSpan.FromMilliseconds(1));
        scene.Pass();

        Assert.InRange(scene.Host.Statistics.PurgedThreads, 1UL, 16UL);
        PassUntilPurged(scene);
        Assert.Equal(100UL, scene.Host.Statistics.PurgedThreads);
    }

    [Fact]
    public void A_recording_is_not_purged()
    {
        HostScene scene = new();
        scene.Clone(Shell, 20);
        scene.Wait(TimeSpan.FromHours(3));
        PassUntilPurged(scene);

        Assert.NotNull(scene.Host.FindThread(20));
    }

    [Fact]
    public void Children_of_a_purged_thread_go_to_its_reaper()
    {
        HostScene scene = Scene();
        scene.Clone(Shell, 20);
        scene.Clone(20, 30);
        _source.Add(30, 30, 20, "bash");
        scene.Wait(TimeSpan.FromMinutes(31));
        PassUntilPurged(scene);

        Assert.Equal(Init, scene.Thread(30).ParentId);
    }

    private static EventBuilder Touch(HostScene scene, long threadId) => scene.Event(EventType.GenericExit, threadId).UInt16(0).UInt16(0);

    // A scan, and then the events over which what it found is looked at.
    private static void PassUntilPurged(HostScene scene)
    {
        for (int i = 0; i < 20; i++)
            scene.Pass();
    }

    private HostScene Scene()
    {
        HostScene scene = new();
        scene.Host.OnThreadProvider(_source);
        _source.Add(Init, Init, 0, "init");
        _source.Add(Shell, Shell, Init, "bash");
        scene.Pass();
        return scene;
    }
}
