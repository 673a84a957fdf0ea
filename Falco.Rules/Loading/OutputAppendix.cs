namespace Falco.Rules.Loading;

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
