using System.Collections.Frozen;
using Falco.Core.Fields;
using Falco.Rules.Engine;

namespace Falco.Rules.Loading;

/// <summary>What rules are loaded for.</summary>
public sealed record RuleLoaderOptions
{
    /// <summary>The version of the rule language that is implemented, <c>major.minor.patch</c>.</summary>
    public const string EngineVersion = "0.63.0";

    /// <summary>The event sources and their fields.</summary>
    public IReadOnlyDictionary<string, IFieldResolver> Sources { get; init; } =
        new Dictionary<string, IFieldResolver> { ["syscall"] = FieldCatalog.For("syscall") };

    /// <summary>The plugins that are there, with their versions; the built-in <c>container</c> plugin among them.</summary>
    public IReadOnlyDictionary<string, string> Plugins { get; init; } = new Dictionary<string, string> { ["container"] = "0.7.1" };

    /// <summary>The names of the asynchronous events that plugins raise; <c>evt.type</c> may be compared with them, too.</summary>
    public IReadOnlySet<string> AsyncEvents { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether outputs show buffers as Base64 instead of their printable bytes.</summary>
    public bool Base64Buffers { get; init; }

    /// <summary>What is appended to the outputs of rules, in this order; by default the fields that plugins suggest.</summary>
    public IReadOnlyList<OutputAppendix> AppendOutput { get; init; } = [new OutputAppendix { SuggestedOutput = true }];

    /// <summary>
    /// Whether a file with an error is read on, to tell of every item that has one; otherwise loading stops at the first error, as the
    /// reference does. The rules are the same: of a file with an error, nothing is used.
    /// </summary>
    public bool ReportsAllErrors { get; init; }

    /// <summary>The revision of the set before those that are built: the first one gets the next. For loading again what is in use.</summary>
    public long PreviousRevision { get; init; }

    /// <summary>Rules that are less important are left out of the set.</summary>
    public RulePriority MinimumPriority { get; init; } = RulePriority.Debug;
}
