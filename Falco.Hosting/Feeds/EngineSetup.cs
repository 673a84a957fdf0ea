using System.Diagnostics.Metrics;
using Falco.Core.Fields;
using Falco.Hosting.Loading;
using Falco.Rules.Loading;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Feeds;

/// <summary>What an engine is made of.</summary>
internal sealed record EngineSetup
{
    /// <summary>The engine's name.</summary>
    public required string Name { get; init; }

    /// <summary>The options to begin with.</summary>
    public required FalcoEngineOptions Options { get; init; }

    /// <summary>What code has given.</summary>
    public required EngineParts Parts { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Makes meters.</summary>
    public required IMeterFactory Meters { get; init; }

    /// <summary>The log.</summary>
    public required ILogger Log { get; init; }

    /// <summary>What the engine disposes when it is disposed: the services, if there is no application that does.</summary>
    public IAsyncDisposable? Owned { get; set; }

    /// <summary>Makes what loads the rules for some sources.</summary>
    public EngineRules CreateRules(IReadOnlyList<FeedPlan> plans)
    {
        Dictionary<string, IFieldResolver> fields = new(StringComparer.Ordinal);
        Dictionary<string, string> constants = new(Options.StaticFields, StringComparer.Ordinal);
        foreach (IGrouping<string, FeedPlan> source in plans.GroupBy(static plan => plan.Source, StringComparer.Ordinal))
        {
            fields[source.Key] = source.FirstOrDefault(static plan => plan.Application is not null)?.Application!.CreateCatalog(constants)
                ?? FieldCatalog.For(source.Key, constants, source.SelectMany(static plan => plan.Fields).Distinct());
        }

        // Rules of system calls are read and checked everywhere, watched or not: a shared file need not be split.
        fields.TryAdd(MachineFeeds.Syscall, FieldCatalog.For(MachineFeeds.Syscall, constants));
        List<RuleFile> defaults = [.. Parts.DefaultRules.Where(rules => plans.Any(plan => plan.Source == rules.Source)).Select(static rules => rules.File)];
        return new EngineRules(Parts.Rules, defaults, fields);
    }
}
