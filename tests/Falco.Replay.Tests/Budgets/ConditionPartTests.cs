using Falco.Replay.Budgets;

namespace Falco.Replay.Tests.Budgets;

public sealed class ConditionPartTests
{
    [Fact]
    public void Each_part_is_reached_by_its_event_and_does_not_hold() => Assert.All(ConditionPart.All, part =>
    {
        Assert.True(PartJudge.Holds(part.Twin, part.Event), part.Twin);
        Assert.False(PartJudge.Holds(part.Condition, part.Event), part.Condition);
    });
}
