using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Writes load results as JSON, as the reference does.</summary>
public static class RuleLoadResultJson
{
    /// <summary>Writes one result as an object on one line.</summary>
    public static string Write(RuleLoadResult result)
    {
        JsonText json = new();
        json.BeginObject().Key("errors").BeginArray();
        foreach (Diagnostic error in result.Errors)
            Write(json, error);
        json.EndArray().Key("name").Value(result.Name);
        if (result.SchemaWarnings is { } schema)
            json.Key("schema_valid").Value(schema.Count == 0).Key("schema_warnings").Values(schema);
        json.Key("successful").Value(result.IsSuccessful).Key("warnings").BeginArray();
        foreach (Diagnostic warning in result.Warnings)
            Write(json, warning);
        return json.EndArray().EndObject().ToString();
    }

    /// <summary>Writes the results of several files as the document that <c>-V</c> prints.</summary>
    /// <param name="results">The results, in the order of the files.</param>
    /// <param name="description">What <c>-L</c> says of the rules, as JSON; <see langword="null"/> leaves it out.</param>
    public static string WriteAll(IEnumerable<RuleLoadResult> results, string? description = null)
    {
        JsonText json = new();
        json.BeginObject();
        if (description is not null)
            json.Key("falco_describe_results").Raw(description);
        json.Key("falco_load_results").BeginArray();
        foreach (RuleLoadResult result in results)
            json.Raw(Write(result));
        return json.EndArray().EndObject().ToString();
    }

    private static void Write(JsonText json, Diagnostic diagnostic)
    {
        json.BeginObject().Key("code").Value(diagnostic.Code);
        json.Key("codedesc").Value(DiagnosticCode.Find(diagnostic.Code).Description);
        json.Key("context").BeginObject().Key("locations").BeginArray();
        foreach (DiagnosticLocation location in diagnostic.Locations)
            Write(json, location);
        json.EndArray().Key("snippet").Value(diagnostic.Snippet).EndObject();
        if (diagnostic.DeprecatedField is { } deprecated)
            json.Key("deprecated_field").Value(deprecated);
        json.Key("message").Value(diagnostic.Message).EndObject();
    }

    private static void Write(JsonText json, DiagnosticLocation location)
    {
        json.BeginObject().Key("item_name").Value(location.ItemName).Key("item_type").Value(location.ItemType);
        json.Key("position").BeginObject();
        json.Key("column").Value(location.Position.Column).Key("line").Value(location.Position.Line);
        json.Key("name").Value(location.Name).Key("offset").Value(location.Position.Offset);
        json.EndObject().EndObject();
    }
}
