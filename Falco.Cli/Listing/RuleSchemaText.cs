using System.Text;
using Falco.Rules.Loading;

namespace Falco.Cli.Listing;

/// <summary>What <c>--rule-schema</c> prints: the schema that rule files are compared with, as JSON Schema.</summary>
/// <remarks>Keys are in ordinal order, as in the reference; types that have a title are defined once and referred to.</remarks>
internal sealed class RuleSchemaText
{
    private readonly SortedDictionary<string, SchemaType> _definitions = new(StringComparer.Ordinal);
    private readonly IndentedJson _json;

    private RuleSchemaText(StringBuilder text) => _json = new IndentedJson(text);

    /// <summary>The schema, without a newline at its end.</summary>
    public static string Create()
    {
        var text = new StringBuilder();
        new RuleSchemaText(text).Append();
        return text.ToString();
    }

    private void Append()
    {
        SchemaType root = RuleSchema.Root;
        Collect(root);
        _json.BeginObject();
        JsonSchemaText.AppendDraft(_json);
        _json.Key("definitions");
        _json.BeginObject();
        foreach ((string title, SchemaType type) in _definitions)
        {
            _json.Key(title);
            _json.BeginObject();
            AppendFacets(type);
            _json.EndObject();
        }

        _json.EndObject();
        AppendFacets(root);
        _json.EndObject();
    }

    private void Collect(SchemaType type)
    {
        if (type.Title is { } title)
            _definitions[title] = type;
        if (type.Item is { } item)
            Collect(item);
        foreach ((_, SchemaType property) in type.Properties)
            Collect(property);
    }

    private void AppendType(SchemaType type)
    {
        _json.BeginObject();
        if (type.Title is { } title)
        {
            _json.Key("$ref");
            _json.Text("#/definitions/" + title);
        }
        else
        {
            AppendFacets(type);
        }

        _json.EndObject();
    }

    private void AppendFacets(SchemaType type)
    {
        if (type.Kind == SchemaKind.Object)
        {
            _json.Key("additionalProperties");
            _json.Boolean(false);
        }

        if (type.Kind == SchemaKind.IntegerOrText)
            JsonSchemaText.AppendAlternatives(["integer", "string"], _json);
        if (type.Values is { } values)
            JsonSchemaText.AppendTexts("enum", values, _json);
        if (type.Item is { } item)
        {
            _json.Key("items");
            AppendType(item);
        }

        if (type.Kind == SchemaKind.Object)
            AppendProperties(type);
        if (type.Title is { } title)
        {
            _json.Key("title");
            _json.Text(title);
        }

        if (NameOf(type.Kind) is { } name)
            JsonSchemaText.AppendTypeName(name, _json);
    }

    private void AppendProperties(SchemaType type)
    {
        if (type.IsNeverEmpty)
        {
            _json.Key("minProperties");
            _json.Number(1);
        }

        _json.Key("properties");
        _json.BeginObject();
        foreach ((string key, SchemaType property) in type.Properties)
        {
            _json.Key(key);
            AppendType(property);
        }

        _json.EndObject();

        // Where any one property is enough, none is required.
        if (!type.IsNeverEmpty)
            JsonSchemaText.AppendTexts("required", type.Required, _json);
    }

    private static string? NameOf(SchemaKind kind) => kind switch
    {
        SchemaKind.Text => "string",
        SchemaKind.Boolean => "boolean",
        SchemaKind.Integer => "integer",
        SchemaKind.List => "array",
        SchemaKind.Object => "object",
        _ => null,
    };
}
