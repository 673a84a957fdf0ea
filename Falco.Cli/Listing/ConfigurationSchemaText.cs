using System.Text;
using Falco.Hosting.Configuration.Schema;

namespace Falco.Cli.Listing;

/// <summary>What <c>--config-schema</c> prints: the schema that configurations are compared with, as JSON Schema.</summary>
internal sealed class ConfigurationSchemaText
{
    private static readonly SchemaTypes[] Single =
    [
        SchemaTypes.Boolean, SchemaTypes.Integer, SchemaTypes.Number, SchemaTypes.Text, SchemaTypes.Sequence, SchemaTypes.Mapping,
        SchemaTypes.AnyMapping,
    ];

    private readonly ConfigurationSchema _schema = ConfigurationSchema.Read();
    private readonly IndentedJson _json;

    private ConfigurationSchemaText(StringBuilder text) => _json = new IndentedJson(text);

    /// <summary>The schema, without a newline at its end.</summary>
    public static string Create()
    {
        var text = new StringBuilder();
        new ConfigurationSchemaText(text).Append();
        return text.ToString();
    }

    private void Append()
    {
        _json.BeginObject();
        JsonSchemaText.AppendDraft(_json);
        AppendFacets("", SchemaTypes.Mapping, []);
        _json.EndObject();
    }

    private void AppendEntry(string path)
    {
        SchemaEntry entry = _schema.Find(path)!;
        SchemaTypes[] types = Array.FindAll(Single, type => entry.Types.HasFlag(type));
        _json.BeginObject();
        if (types.Length == 1)
            AppendFacets(path, types[0], entry.Words);
        else
            AppendAlternatives(path, types, entry.Words);
        _json.EndObject();
    }

    private void AppendAlternatives(string path, SchemaTypes[] types, string[] words)
    {
        _json.Key("anyOf");
        _json.BeginArray();
        foreach (SchemaTypes type in types)
        {
            _json.BeginObject();
            AppendFacets(path, type, words);
            _json.EndObject();
        }

        _json.EndArray();
    }

    private void AppendFacets(string path, SchemaTypes type, string[] words)
    {
        if (type == SchemaTypes.Mapping)
        {
            _json.Key("additionalProperties");
            _json.Boolean(false);
        }

        if (type == SchemaTypes.Text && words.Length > 0)
            JsonSchemaText.AppendTexts("enum", words, _json);
        if (type == SchemaTypes.Sequence)
        {
            _json.Key("items");
            AppendEntry(path + "[]");
        }

        if (type == SchemaTypes.Mapping)
            AppendProperties(path);
        JsonSchemaText.AppendTypeName(NameOf(type), _json);
    }

    private void AppendProperties(string path)
    {
        _json.Key("properties");
        _json.BeginObject();
        foreach ((string key, string keyPath) in _schema.KeysOf(path))
        {
            _json.Key(key);
            AppendEntry(keyPath);
        }

        _json.EndObject();
    }

    private static string NameOf(SchemaTypes type) => type switch
    {
        SchemaTypes.Boolean => "boolean",
        SchemaTypes.Integer => "integer",
        SchemaTypes.Number => "number",
        SchemaTypes.Sequence => "array",
        SchemaTypes.Mapping or SchemaTypes.AnyMapping => "object",
        _ => "string",
    };
}
