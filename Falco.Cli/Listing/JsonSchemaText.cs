namespace Falco.Cli.Listing;

/// <summary>The parts that every printed JSON Schema has.</summary>
internal static class JsonSchemaText
{
    /// <summary>Appends the draft that the schema follows; the reference's is the sixth.</summary>
    public static void AppendDraft(IndentedJson json)
    {
        json.Key("$schema");
        json.Text("http://json-schema.org/draft-06/schema#");
    }

    /// <summary>Appends the name of a type.</summary>
    public static void AppendTypeName(string name, IndentedJson json)
    {
        json.Key("type");
        json.Text(name);
    }

    /// <summary>Appends a choice of simple types.</summary>
    public static void AppendAlternatives(IEnumerable<string> names, IndentedJson json)
    {
        json.Key("anyOf");
        json.BeginArray();
        foreach (string name in names)
        {
            json.BeginObject();
            AppendTypeName(name, json);
            json.EndObject();
        }

        json.EndArray();
    }

    /// <summary>Appends a list of texts under a key.</summary>
    public static void AppendTexts(string key, IEnumerable<string> texts, IndentedJson json)
    {
        json.Key(key);
        json.BeginArray();
        foreach (string text in texts)
            json.Text(text);
        json.EndArray();
    }
}
