using System.Text.Json;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.Plugins;

namespace Falco.Drivers.Native.Plugins;

/// <summary>Reads the JSON in which native plugins describe themselves.</summary>
/// <param name="plugin">The name of the plugin, for messages.</param>
internal sealed class PluginDescription(string plugin)
{
    /// <summary>Reads an array of texts; nothing means none.</summary>
    /// <exception cref="PluginException">It is no such array.</exception>
    public List<string> ReadNames(string? json, string function)
    {
        if (string.IsNullOrEmpty(json))
            return [];
        using JsonDocument document = Parse(json, function);
        return document.RootElement.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : throw Malformed(function, "an entry is no text")).ToList();
    }

    /// <summary>Reads what can be opened.</summary>
    /// <exception cref="PluginException">It is no array of parameters.</exception>
    public List<OpenParameter> ReadOpenParameters(string? json)
    {
        const string Function = "plugin_list_open_params";
        if (string.IsNullOrEmpty(json))
            return [];
        using JsonDocument document = Parse(json, Function);
        return document.RootElement.EnumerateArray().Select(entry =>
            new OpenParameter(Text(entry, "value", Function), OptionalText(entry, "desc"), OptionalText(entry, "separator"))).ToList();
    }

    /// <summary>Reads the fields.</summary>
    /// <exception cref="PluginException">It is no array of fields, or has none.</exception>
    public List<PluginField> ReadFields(string? json)
    {
        const string Function = "plugin_get_fields";
        using JsonDocument document = Parse(json ?? "", Function);
        List<PluginField> fields = document.RootElement.EnumerateArray().Select(entry => ReadField(entry, Function)).ToList();
        return fields.Count > 0 ? fields : throw Malformed(Function, "there are no fields");
    }

    private PluginField ReadField(JsonElement entry, string function)
    {
        string name = Text(entry, "name", function);
        FieldFlags flags = FieldFlags.None;
        if (Is(entry, "isList"))
            flags |= FieldFlags.List;
        if (Is(entry, "addOutput"))
            flags |= FieldFlags.Suggested;
        if (entry.TryGetProperty("arg", out JsonElement argument) && argument.ValueKind == JsonValueKind.Object)
            flags |= ReadArgument(argument, name, function);
        if (entry.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Array
            && properties.EnumerateArray().Any(property => property.ValueKind == JsonValueKind.String && property.ValueEquals("hidden"u8)))
        {
            flags |= FieldFlags.TableOnly;
        }

        return new PluginField
        {
            Name = name,
            Type = ReadType(Text(entry, "type", function), name, function),
            Description = Text(entry, "desc", function),
            DisplayName = OptionalText(entry, "display"),
            Flags = flags,
        };
    }

    private FieldFlags ReadArgument(JsonElement argument, string name, string function)
    {
        FieldFlags flags = FieldFlags.None;
        if (Is(argument, "isIndex"))
            flags |= FieldFlags.ArgumentAllowed | FieldFlags.ArgumentIndex;
        if (Is(argument, "isKey"))
            flags |= FieldFlags.ArgumentAllowed | FieldFlags.ArgumentKey;
        if (!Is(argument, "isRequired"))
            return flags;
        return flags != FieldFlags.None
            ? flags | FieldFlags.ArgumentRequired
            : throw Malformed(function, $"field {name} requires an argument that is neither an index nor a key");
    }

    private ParameterType ReadType(string type, string name, string function) => type switch
    {
        "string" => ParameterType.CharBuf,
        "uint64" => ParameterType.UInt64,
        "reltime" => ParameterType.RelTime,
        "abstime" => ParameterType.AbsTime,
        "bool" => ParameterType.Bool,
        "ipaddr" => ParameterType.IPAddr,
        "ipnet" => ParameterType.IPNet,
        _ => throw Malformed(function, $"field {name} has the unknown type '{type}'"),
    };

    private JsonDocument Parse(string json, string function)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException error)
        {
            throw Malformed(function, error.Message);
        }

        if (document.RootElement.ValueKind == JsonValueKind.Array)
            return document;
        document.Dispose();
        throw Malformed(function, "it is no array");
    }

    private string Text(JsonElement entry, string key, string function) =>
        OptionalText(entry, key) is { Length: > 0 } text ? text : throw Malformed(function, $"an entry has no '{key}'");

    private static string OptionalText(JsonElement entry, string key) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";

    private static bool Is(JsonElement entry, string key) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out JsonElement truth) && truth.ValueKind == JsonValueKind.True;

    private PluginException Malformed(string function, string problem) =>
        new(PluginFault.Description, $"plugin {plugin}: what {function} returns cannot be used: {problem}");
}
