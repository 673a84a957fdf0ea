using Falco.Core.Events;
using Falco.Replay.Budgets;
using Falco.Replay.Captures;
using Falco.Replay.Stages;
using Falco.Testing.Support;

namespace Falco.Replay.Tests.Budgets;

// Memory is that of the whole process: nothing else may run meanwhile.
[Collection(nameof(ReplayAllocationTests))]
[CollectionDefinition(nameof(ReplayAllocationTests), DisableParallelization = true)]
public sealed class ReplayAllocationTests
{
    [Fact]
    public void A_stage_that_keeps_a_number_for_each_replay_is_found_though_most_replays_allocate_nothing()
    {
        ReplayAllocation allocation = Measure(() => new Hoarder());

        Assert.Equal(0, allocation.Bytes);
        Assert.True(allocation.IsGrowing, $"{allocation.Growth} B more");
    }

    [Fact]
    public void A_stage_that_keeps_nothing_does_not_grow() => Assert.False(Measure(() => new DecodingObserver()).IsGrowing);

    private static ReplayAllocation Measure(Func<StageObserver> createStage)
    {
        using PlainCapture capture = PlainCapture.Open(Repository.Data("everyday-small.scap"));
        return ReplayAllocation.Measure(createStage, capture);
    }

    private sealed class Hoarder : StageObserver
    {
        private readonly List<ulong> _first = [];
        private ulong _start;

        public override void OnEvent(in Event view)
        {
            if (_start == 0)
                _start = view.Timestamp;
            if (view.Timestamp == _start)
                _first.Add(_start);
        }
    }
}
