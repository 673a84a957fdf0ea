using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>
/// Collects the diagnostics of one load. Loading stops at the first error: what is reported after it is dropped, so that readers may
/// run on to their next check.
/// </summary>
internal sealed class LoadReport(IReadOnlyDictionary<string, byte[]> contents)
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>What was reported.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Warnings that were not kept, because there are too many.</summary>
    public int Omitted { get; private set; }

    /// <summary>Whether there is an error.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Reports a problem of the structure of the file.</summary>
    public void Fail(string message, LoadContext context) => Fail(DiagnosticCode.YamlValidate, message, context);

    /// <summary>Reports an error.</summary>
    public void Fail(string code, string message, LoadContext context)
    {
        Add(code, message, context, null);
        HasFailed = true;
    }

    /// <summary>Reports an error if there is one.</summary>
    public void FailIf(bool isWrong, string message, LoadContext context)
    {
        if (isWrong)
            Fail(message, context);
    }

    /// <summary>Reports a warning.</summary>
    public void Warn(string code, string message, LoadContext context) => Add(code, message, context, null);

    /// <summary>Reports the use of a deprecated field.</summary>
    public void WarnOfField(string field, string message, LoadContext context) =>
        Add(DiagnosticCode.DeprecatedItem, message, context, field);

    private void Add(string code, string message, LoadContext context, string? deprecatedField)
    {
        if (HasFailed)
            return;
        DiagnosticCode kind = DiagnosticCode.Find(code);
        if (kind.Severity == DiagnosticSeverity.Warning && _diagnostics.Count >= RuleLimits.Warnings)
        {
            Omitted++;
            return;
        }

        _diagnostics.Add(new Diagnostic(code, kind.Severity, message, context.Locations)
        {
            Snippet = Show(context),
            Help = kind.Description,
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
