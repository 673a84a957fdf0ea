using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>
/// Collects the diagnostics of one load. Loading stops at the first error: what is reported after it is dropped, so that readers may
/// run on to their next check.
/// </summary>
/// <param name="contents">The files, for snippets.</param>
/// <param name="failed">
/// The items that have an error, if all errors are asked for: then loading goes on with the next item. <see langword="null"/> if it is
/// to stop, as the reference does.
/// </param>
internal sealed class LoadReport(IReadOnlyDictionary<string, byte[]> contents, FailedItems? failed = null)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly SourceTexts _sources = new(contents);

    /// <summary>What was reported.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Warnings that were not kept, because there are too many.</summary>
    public int Omitted { get; private set; }

    /// <summary>Whether there is an error after which nothing more is to be done, for this item or at all.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether there was any error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Reports a problem of the structure of the file.</summary>
    public void Fail(string message, LoadContext context) => Fail(DiagnosticCode.YamlValidate, message, context);

    /// <summary>Reports an error.</summary>
    public void Fail(string code, string message, LoadContext context, UnknownName? unknown = null)
    {
        // Of an item that is wrong already, what is found later mostly follows from that.
        if (HasFailed || failed is null || failed.Add(context.Item))
            Add(code, message, context, null, unknown);
        HasFailed = HasErrors = true;
    }

    /// <summary>Goes on with the next item, unless loading is to stop at the first error.</summary>
    public void GoOn() => HasFailed &= failed is null;

    /// <summary>Reports that a macro cannot be used, unless it has an error of its own, which says enough.</summary>
    public void FailFor(MacroNode macro, string message, LoadContext context, UnknownName? unknown)
    {
        if (failed?.HasMacro(macro.Name) == true)
            HasFailed = HasErrors = true;
        else
            Fail(DiagnosticCode.Validate, message, context, unknown);
    }

    /// <summary>Reports an error if there is one.</summary>
    public void FailIf(bool isWrong, string message, LoadContext context)
    {
        if (isWrong)
            Fail(message, context);
    }

    /// <summary>Reports a warning.</summary>
    public void Warn(string code, string message, LoadContext context, UnknownName? unknown = null) =>
        Add(code, message, context, null, unknown);

    /// <summary>Reports the use of a deprecated field.</summary>
    public void WarnOfField(string field, string message, LoadContext context) =>
        Add(DiagnosticCode.DeprecatedItem, message, context, field, null);

    private void Add(string code, string message, LoadContext context, string? deprecatedField, UnknownName? unknown)
    {
        if (HasFailed)
            return;
        DiagnosticCode kind = DiagnosticCode.Find(code);
        if (kind.Severity == DiagnosticSeverity.Warning && _diagnostics.Count >= RuleLimits.Warnings)
        {
            Omitted++;
            return;
        }

        string? alike = unknown?.FindAlike();
        string? word = unknown?.Word ?? deprecatedField;
        TextRange? range = DiagnosticPlace.Find(context, word, _sources, out bool isWord);
        _diagnostics.Add(new Diagnostic(code, kind.Severity, message, context.Locations)
        {
            Range = range,
            Snippet = Show(context),
            Help = alike is null ? "" : $"did you mean '{alike}'?",
            Edit = alike is not null && isWord ? new DiagnosticEdit(range!, alike) : null,
            DeprecatedField = deprecatedField,
        });
    }

    private string Show(LoadContext context)
    {
        DiagnosticLocation location = context.Location;
        byte[]? content = context.Condition is { Length: > 0 } condition ? condition : contents.GetValueOrDefault(location.Name);
        return content is null ? Snippet.Missing(location.Name) : Snippet.Render(content, location.Position.Offset);
    }
}
