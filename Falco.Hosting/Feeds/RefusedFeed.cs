using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Feeds;

/// <summary>A source that could not be opened and that the engine may do without: it only tells why.</summary>
internal sealed class RefusedFeed(string source, string description, Exception refusal) : Feed(source, description)
{
    public override Task Completion => Task.CompletedTask;

    public override void Start()
    {
    }

    public override void Stop()
    {
    }

    public override void Use(RuleSet rules, IReadOnlyList<RuleSelection> selections)
    {
    }

    public override SourceStatus GetStatus() => new()
    {
        Source = Source,
        Description = Description,
        State = SourceState.Refused,
        Failure = refusal,
    };

    public override IEnumerable<KeyValuePair<Rule, long>> AlertsByRule() => [];
}
