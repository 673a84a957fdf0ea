using Falco.Core.Events;
using Falco.Core.State;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

public sealed class CapabilityStateTests
{
    private const uint NewUser = 0x100000;
    private const uint NewPid = 0x40;
    private const ulong All = 0x1FF_FFFF_FFFF;

    private readonly HostScene _scene = new();

    [Fact]
    public void Capset_sets_all_three_sets()
    {
        _scene.Apply(_scene.Event(EventType.CapsetExit, Shell).Int64(0).UInt64(1).UInt64(2).UInt64(4));

        Assert.Equal((1UL, 2UL, 4UL), SetsOf(Shell));
    }

    [Fact]
    public void Capset_that_fails_sets_nothing()
    {
        _scene.Apply(_scene.Event(EventType.CapsetExit, Shell).Int64(-1).UInt64(1).UInt64(2).UInt64(4));

        Assert.Equal((0UL, 0UL, 0UL), SetsOf(Shell));
    }

    [Fact]
    public void A_child_inherits_the_capabilities()
    {
        _scene.Apply(_scene.Event(EventType.CapsetExit, Shell).Int64(0).UInt64(1).UInt64(2).UInt64(4));
        _scene.Clone(Shell, 20);

        Assert.Equal((1UL, 2UL, 4UL), SetsOf(20));
    }

    [Fact]
    public void Unshare_of_the_user_namespace_gives_all_capabilities()
    {
        _scene.Apply(_scene.Event(EventType.UnshareExit, Shell).Int64(0).UInt32(NewUser | NewPid));

        Assert.Equal((All, All, All), SetsOf(Shell));
    }

    [Fact]
    public void Entering_a_user_namespace_gives_all_capabilities()
    {
        _scene.Apply(_scene.Event(EventType.SetnsExit, Shell).Int64(0).Int64(3).UInt32(NewUser));

        Assert.Equal((All, All, All), SetsOf(Shell));
    }

    [Theory]
    [InlineData(-1, NewUser)]
    [InlineData(0, NewPid)]
    public void Unshare_that_fails_or_is_of_another_namespace_gives_none(long result, uint flags)
    {
        _scene.Apply(_scene.Event(EventType.UnshareExit, Shell).Int64(result).UInt32(flags));

        Assert.Equal((0UL, 0UL, 0UL), SetsOf(Shell));
    }

    [Theory]
    [InlineData(-1, NewUser)]
    [InlineData(0, NewPid)]
    public void Entering_a_namespace_gives_none_if_it_fails_or_is_another_one(long result, uint flags)
    {
        _scene.Apply(_scene.Event(EventType.SetnsExit, Shell).Int64(result).Int64(3).UInt32(flags));

        Assert.Equal((0UL, 0UL, 0UL), SetsOf(Shell));
    }

    private (ulong Inheritable, ulong Permitted, ulong Effective) SetsOf(long threadId)
    {
        ThreadRecord thread = _scene.Thread(threadId);
        return (thread.InheritableCapabilities, thread.PermittedCapabilities, thread.EffectiveCapabilities);
    }
}
