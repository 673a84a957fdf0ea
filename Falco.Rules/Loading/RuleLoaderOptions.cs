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

    /// <summary>What is appended to the outputs of rules, in this order; by default the fields that plugins suggest.</summary>
    public IReadOnlyList<OutputAppendix> AppendOutput { get; init; } = [new OutputAppendix { SuggestedOutput = true }];

    /// <summary>Rules that are less important are left out of the set.</summary>
    public RulePriority MinimumPriority { get; init; } = RulePriority.Debug;
}

/// <summary>What is appended to the outputs of some rules.</summary>
public sealed record OutputAppendix
{
    /// <summary>The source of the rules; empty for any.</summary>
    public string Source { get; init; } = "";

    /// <summary>The name of the rule; empty for any.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Tags that a rule must all have.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The text that is appended, with fields; empty for none.</summary>
    public string ExtraOutput { get; init; } = "";

    /// <summary>Whether the fields that plugins suggest are appended.</summary>
    public bool SuggestedOutput { get; init; }

    /// <summary>Fields for <c>output_fields</c> only: a name, and a format whose text is the value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> FormattedFields { get; init; } = [];

    /// <summary>Fields for <c>output_fields</c> only, with their typed values.</summary>
    public IReadOnlyList<string> RawFields { get; init; } = [];

    internal bool Fits(RuleDefinition rule) =>
        (Source.Length == 0 || Source == rule.Source) && (Rule.Length == 0 || Rule == rule.Name) && Tags.All(rule.Tags.Contains);
}
