using System.Text;
using Falco.Core.Fields;

namespace Falco.Cli.Listing;

/// <summary>The list of fields as JSON, the keys of each object in alphabetical order.</summary>
internal static class FieldListingJson
{
    /// <summary>Appends the names; nothing if there are none.</summary>
    public static void AppendNames(IEnumerable<(FieldClass Class, List<FieldDefinition> Fields)> classes, StringBuilder text)
    {
        var json = new IndentedJson(text);
        bool isFirst = true;
        foreach ((_, List<FieldDefinition> fields) in classes)
        {
            if (isFirst)
                Open("fieldnames", json);
            isFirst = false;
            foreach (FieldDefinition field in fields)
                json.Text(field.Name);
        }

        if (!isFirst)
            Close(json, text);
    }

    /// <summary>Appends the classes with their fields; nothing if there are none.</summary>
    public static void Append(IEnumerable<(FieldClass Class, List<FieldDefinition> Fields)> classes, string source, StringBuilder text)
    {
        var json = new IndentedJson(text);
        bool isFirst = true;
        foreach ((FieldClass fieldClass, List<FieldDefinition> fields) in classes)
        {
            if (isFirst)
                Open("fieldclasses", json);
            isFirst = false;
            AppendClass(fieldClass, fields, source, json);
        }

        if (!isFirst)
            Close(json, text);
    }

    private static void AppendClass(FieldClass fieldClass, List<FieldDefinition> fields, string source, IndentedJson json)
    {
        json.BeginObject();
        if (fieldClass.Description.Length > 0)
        {
            json.Key("desc");
            json.Text(fieldClass.Description);
        }

        json.Key("event_sources");
        json.BeginArray();
        json.Text(source);
        json.EndArray();
        json.Key("fields");
        json.BeginArray();
        foreach (FieldDefinition field in fields)
            AppendField(field, json);
        json.EndArray();
        json.Key("name");
        json.Text(fieldClass.Name);
        json.EndObject();
    }

    private static void AppendField(FieldDefinition field, IndentedJson json)
    {
        json.BeginObject();
        json.Key("argument");
        AppendArgument(field.Flags, json);
        json.Key("desc");
        json.Text(field.Description);
        json.Key("is_list");
        json.Boolean(field.IsList);
        json.Key("name");
        json.Text(field.Name);
        json.Key("type");
        json.Text(ParameterTypeName.Of(field.Type));
        json.EndObject();
    }

    private static void AppendArgument(FieldFlags flags, IndentedJson json)
    {
        if ((flags & (FieldFlags.ArgumentAllowed | FieldFlags.ArgumentRequired)) == 0)
        {
            json.Null();
            return;
        }

        json.BeginObject();
        json.Key("required");
        json.Boolean((flags & FieldFlags.ArgumentRequired) != 0);
        json.Key("type");
        json.BeginArray();
        if ((flags & FieldFlags.ArgumentIndex) != 0)
            json.Text("INDEX");
        if ((flags & FieldFlags.ArgumentKey) != 0)
            json.Text("KEY");
        json.EndArray();
        json.EndObject();
    }

    private static void Open(string key, IndentedJson json)
    {
        json.BeginObject();
        json.Key(key);
        json.BeginArray();
    }

    private static void Close(IndentedJson json, StringBuilder text)
    {
        json.EndArray();
        json.EndObject();
        text.Append('\n');
    }
}
