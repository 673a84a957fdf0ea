using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Testing.Support;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

public sealed class ThreadSuppressionTests
{
    private readonly HostScene _scene = new(new HostStateOptions { SuppressedNames = ["noisy"] });

    [Fact]
    public void A_program_with_a_suppressed_name_is_left_out_with_what_it_starts()
    {
        Assert.False(IsShown(Clone(20, Shell, "noisy")));
        Assert.False(IsShown(Touch(20)));
        Assert.False(IsShown(Clone(30, 20, "quiet")));
        Assert.False(IsShown(Touch(30)));
        Assert.Equal(4UL, _scene.Host.Statistics.SuppressedEvents);
    }

    [Fact]
    public void Others_are_shown()
    {
        Assert.True(IsShown(Clone(20, Shell, "noisy2")));
        Assert.True(IsShown(Touch(20)));
        Assert.Equal(0UL, _scene.Host.Statistics.SuppressedEvents);
    }

    [Fact]
    public void An_exit_is_shown_and_ends_the_suppression_of_its_thread()
    {
        Assert.False(IsShown(Clone(20, Shell, "noisy")));
        Assert.True(IsShown(_scene.Event(EventType.Procexit_1Enter, 20).Int64(0).Int64(0).UInt8(0).UInt8(0).Int64(0)));
        Assert.True(IsShown(Touch(20)));
    }

    [Fact]
    public void Suppressed_events_have_no_number_and_change_nothing()
    {
        IsShown(Clone(20, Shell, "noisy"));

        Assert.Null(_scene.Host.FindThread(20));
        Assert.Equal(1UL, _scene.Apply(Touch(Shell), (in current) => current.Number));
    }

    [Fact]
    public void A_thread_that_was_chosen_by_its_id_is_left_out()
    {
        HostScene scene = new(new HostStateOptions { SuppressedThreads = [Shell] });

        Assert.False(scene.Apply(Touch(Shell), (in current) => current.IsShown));
        Assert.True(scene.Apply(Touch(Init), (in current) => current.IsShown));
    }

    [Fact]
    public void Descendants_are_found_in_the_tables_in_whatever_order_they_come()
    {
        HostScene scene = new(new HostStateOptions { SuppressedNames = ["noisy"] }, host =>
        {
            Add(host, 31, 30, "grandchild"u8);
            Add(host, 30, 40, "child"u8);
            Add(host, 40, Init, "noisy"u8);
        });

        Assert.False(scene.Apply(Touch(31), (in current) => current.IsShown));
        Assert.Null(scene.Host.FindThread(40));
    }

    private static void Add(HostState host, long threadId, long parentId, ReadOnlySpan<byte> name) =>
        host.OnThread(new ThreadEntry { ThreadId = threadId, ProcessId = threadId, ParentId = parentId, Comm = name });

    private static EventBuilder Touch(long threadId) => new EventBuilder(EventType.GenericExit, threadId).UInt16(0).UInt16(0);

    private static EventBuilder Clone(long threadId, long parentId, string name) => new EventBuilder(EventType.Clone_20Exit, threadId)
        .Int64(0).Text(name).Bytes().Int64(threadId).Int64(threadId).Int64(parentId).Text("").Int64(1024).UInt64(0).UInt64(0).UInt32(0)
        .UInt32(0).UInt32(0).Text(name).Bytes().UInt32(0).UInt32(0).UInt32(0).Int64(threadId).Int64(threadId);

    private bool IsShown(EventBuilder built) => _scene.Apply(built, (in current) => current.IsShown);
}
