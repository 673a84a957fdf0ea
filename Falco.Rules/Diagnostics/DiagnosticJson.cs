namespace Falco.Rules.Diagnostics;

/// <summary>Writes diagnostics as JSON, for editors and builds. What <c>-V</c> prints is another format: the reference's.</summary>
public static class DiagnosticJson
{
    /// <summary>Writes diagnostics as an array on one line.</summary>
    public static string Write(IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        JsonText json = new();
        json.BeginArray();
        foreach (Diagnostic diagnostic in diagnostics)
            Write(json, diagnostic);
        return json.EndArray().ToString();
    }

    private static void Write(JsonText json, Diagnostic diagnostic)
    {
        json.BeginObject().Key("code").Value(diagnostic.Code);
        if (diagnostic.Edit is { } edit)
        {
            json.Key("edit").BeginObject().Key("new_text").Value(edit.NewText).Key("range");
            Write(json, edit.Range);
            json.EndObject();
        }

        if (diagnostic.Help.Length > 0)
            json.Key("help").Value(diagnostic.Help);
        json.Key("message").Value(diagnostic.Message);
        if (diagnostic.Range is { } range)
        {
            json.Key("range");
            Write(json, range);
        }

        json.Key("severity").Value(diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning");
        json.Key("title").Value(diagnostic.Title).EndObject();
    }

    private static void Write(JsonText json, TextRange range)
    {
        json.BeginObject().Key("end");
        Write(json, range.End);
        json.Key("file").Value(range.File).Key("start");
        Write(json, range.Start);
        json.EndObject();
    }

    private static void Write(JsonText json, TextPosition position) =>
        json.BeginObject().Key("column").Value(position.Column).Key("line").Value(position.Line).EndObject();
}
