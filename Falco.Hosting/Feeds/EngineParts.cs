using Falco.Hosting.Sinks;
using Falco.Rules.Loading;

namespace Falco.Hosting.Feeds;

/// <summary>What code gives an engine beside its options: filled by the builder, read when the engine starts.</summary>
internal sealed class EngineParts
{
    /// <summary>Sources.</summary>
    public List<FeedPlan> Feeds { get; } = [];

    /// <summary>Rules.</summary>
    public List<RuleFile> Rules { get; } = [];

    /// <summary>Sinks.</summary>
    public SinkPlan Sinks { get; } = new();

    /// <summary>Rules that come with a library for a source, by the source's name.</summary>
    public List<(string Source, RuleFile File)> DefaultRules { get; } =
        [(MachineFeeds.Syscall, new RuleFile(BuiltInRules.DefaultName, BuiltInRules.Default))];
}
