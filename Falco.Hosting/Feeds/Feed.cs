using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Feeds;

/// <summary>One source of events together with the rules that judge them.</summary>
internal abstract class Feed(string source, string description)
{
    /// <summary>The source's name as rules know it.</summary>
    public string Source { get; } = source;

    /// <summary>What tells it from other feeds of its source, for people: the kernel, the path of a capture.</summary>
    public string Description { get; } = description;

    /// <summary>Whether the feed is what this moment brings, so that being late is a fault.</summary>
    public virtual bool IsLive => false;

    /// <summary>Completes when there will be no more events, and never fails.</summary>
    public abstract Task Completion { get; }

    /// <summary>Begins to judge.</summary>
    public abstract void Start();

    /// <summary>Asks for the end; <see cref="Completion"/> tells when it is there.</summary>
    public abstract void Stop();

    /// <summary>Judges by other rules from the next event on. May be called from any thread.</summary>
    public abstract void Use(RuleSet rules, IReadOnlyList<RuleSelection> selections);

    /// <summary>What the feed did so far. May be called from any thread.</summary>
    public abstract SourceStatus GetStatus();

    /// <summary>Alerts per rule.</summary>
    public abstract IEnumerable<KeyValuePair<Rule, long>> AlertsByRule();
}
