using System.Text;
using Falco.Core.Events;

namespace Falco.Cli.Listing;

/// <summary>The list of event types as JSON, keys in ordinal order.</summary>
internal static class EventListingJson
{
    private static readonly (EventCategory Source, string Title)[] Sections =
    [
        (EventCategory.Meta, "Metaevents"), (EventCategory.Plugin, "Plugin events"),
        (EventCategory.Syscall, "Syscall events"), (EventCategory.Tracepoint, "Tracepoint events"),
    ];

    public static void Append(Func<EventCategory, IEnumerable<ListedEvent>> entriesOf, StringBuilder text)
    {
        var json = new IndentedJson(text);
        json.BeginObject();
        foreach ((EventCategory source, string title) in Sections)
        {
            json.Key(title);
            json.BeginArray();
            foreach (ListedEvent entry in entriesOf(source))
                AppendEntry(entry, json);
            json.EndArray();
        }

        json.Key("schema_version");
        json.Text(VersionText.SchemaVersion);
        json.EndObject();
        text.Append('\n');
    }

    private static void AppendEntry(ListedEvent entry, IndentedJson json)
    {
        json.BeginObject();
        json.Key("available");
        json.Boolean(entry.IsDefault);
        json.Key("dir");
        json.Text(entry.Direction.ToString());
        json.Key("name");
        json.Text(entry.Name);
        json.Key("params");
        json.BeginArray();
        foreach (ParameterInfo parameter in entry.Parameters)
            AppendParameter(parameter, json);
        json.EndArray();
        json.EndObject();
    }

    private static void AppendParameter(ParameterInfo parameter, IndentedJson json)
    {
        json.BeginObject();
        if (parameter is { Flags: { } flags, Type: not ParameterType.Mode })
        {
            json.Key("flags");
            json.BeginArray();
            foreach (FlagName flag in flags.Entries)
                json.Text(flag.Name.ToString());
            json.EndArray();
        }

        json.Key("name");
        json.Text(parameter.Name.ToString());
        json.Key("type");
        json.Text(ParameterTypeName.Of(parameter.Type));
        json.EndObject();
    }
}
