using Falco.Core.Applications;
using Falco.Core.Fields;

namespace Falco.Hosting.Feeds;

/// <summary>A source that an engine is to have.</summary>
/// <param name="Source">The name that rules know.</param>
/// <param name="Open">Opens it, when the engine starts.</param>
internal sealed record FeedPlan(string Source, Func<FeedContext, Feed> Open)
{
    /// <summary>Fields of its events beyond those that every event has.</summary>
    public IReadOnlyList<FieldClass> Fields { get; init; } = [];

    /// <summary>For objects of the application: what they are, which tells their fields and the names of their events.</summary>
    public ApplicationSource? Application { get; init; }
}
