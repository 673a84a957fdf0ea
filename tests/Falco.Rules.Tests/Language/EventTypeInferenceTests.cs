using Falco.Core.Events;
using Falco.Rules.Language;

namespace Falco.Rules.Tests.Language;

/// <summary>Which events a condition selects.</summary>
public sealed class EventTypeInferenceTests
{
    private static readonly int All = EventSchema.TypeCount;

    [Fact]
    public void Types_follow_the_algebra_of_sets()
    {
        Assert.Equal(2, Count("evt.type = close"));
        Assert.Equal(All - 2, Count("evt.type != close"));
        Assert.Equal(All - 2, Count("not evt.type in (close)"));
        Assert.Equal(0, Count("evt.type = close and evt.type = openat"));
        Assert.Equal(2, Count("not (evt.type != close or proc.name = x)"));
        Assert.Equal(All, Count("evt.type exists"));
        Assert.Equal(0, Count("not evt.type exists"));
    }

    [Fact]
    public void Checks_that_say_nothing_of_the_type_select_all_even_when_negated()
    {
        Assert.Equal(All, Count("proc.name = cat"));
        Assert.Equal(All, Count("not proc.name = cat"));
        Assert.Equal(All, Count("not evt.type startswith conn"));
        Assert.Equal(All, Count("not evt.type = oneof (close)"));
    }

    [Fact]
    public void The_count_of_events_starts_at_one()
    {
        Assert.Equal(0, Count("evt.num = 0"));
        Assert.Equal(0, Count("evt.num < 1"));
        Assert.Equal(0, Count("evt.num in (0, 0)"));
        Assert.Equal(0, Count("not evt.num >= 1"));
        Assert.Equal(All, Count("not evt.num = 0"));
        Assert.Equal(All, Count("evt.num = 5"));
    }

    [Fact]
    public void A_call_without_events_of_its_own_selects_the_generic_ones() => Assert.Equal(2, Count("evt.type = getpid"));

    [Theory]
    [InlineData("evt.type = val(proc.name)", "right-hand field comparisons on `evt.type`/`syscall.type` checks are not supported by event code search")]
    [InlineData("toupper(evt.type) = CLOSE", "event code search does not support `evt.type` checks with transformers")]
    public void What_cannot_be_told_is_an_error(string condition, string expected)
    {
        Assert.True(ConditionParser.TryParse(condition, ConditionParserOptions.Default, out ConditionNode? node, out _, out _));
        Assert.False(EventTypeInference.TryInfer(node, CodeUniverse.EventTypes, out _, out string? error));
        Assert.Equal(expected, error);
    }

    private static int Count(string condition)
    {
        Assert.True(ConditionParser.TryParse(condition, ConditionParserOptions.Default, out ConditionNode? node, out _, out _));
        Assert.True(EventTypeInference.TryInfer(node, CodeUniverse.EventTypes, out CodeSet? codes, out _));
        return codes.Count;
    }
}
