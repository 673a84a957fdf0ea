namespace Falco.Rules.Loading;

/// <summary>When a rule does not hold although its condition does: an entry of <c>exceptions</c>.</summary>
internal sealed class RuleException(string name, LoadContext context)
{
    public string Name => name;

    public LoadContext Context => context;

    /// <summary>The field, or the fields.</summary>
    public ExceptionEntry Fields { get; set; } = ExceptionEntry.None;

    /// <summary>How the field, or each of the fields, is compared.</summary>
    public ExceptionEntry Comparisons { get; set; } = ExceptionEntry.None;

    /// <summary>For one field: its values. For several: value lists with one entry for each.</summary>
    public List<ExceptionEntry> Values { get; } = [];
}

/// <summary>A text or a list within an exception.</summary>
/// <param name="Text">The text, if it is one.</param>
/// <param name="Items">The list, or <see langword="null"/>.</param>
internal sealed record ExceptionEntry(string Text, IReadOnlyList<ExceptionEntry>? Items)
{
    /// <summary>What is not there.</summary>
    public static ExceptionEntry None { get; } = new("", null);

    /// <summary>Whether there is anything.</summary>
    public bool IsPresent => Items is null ? Text.Length > 0 : Items.Count > 0;

    /// <summary>The items; a text has none.</summary>
    public IReadOnlyList<ExceptionEntry> List => Items ?? [];
}
