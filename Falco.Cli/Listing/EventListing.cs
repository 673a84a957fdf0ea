using System.Text;
using Falco.Core.Events;
using Falco.Rules.Language;

namespace Falco.Cli.Listing;

/// <summary>What <c>--list-events</c> and <c>-i</c> print: the event types that rules can select.</summary>
internal static class EventListing
{
    private static readonly (EventCategory Source, string Title)[] Sections =
    [
        (EventCategory.Syscall, "Syscall events"), (EventCategory.Tracepoint, "Tracepoint events"),
        (EventCategory.Plugin, "Plugin events"), (EventCategory.Meta, "Metaevents"),
    ];

    /// <summary>The list of event types.</summary>
    public static string Create(ListFormat format)
    {
        var text = new StringBuilder();
        if (format == ListFormat.Json)
        {
            EventListingJson.Append(EntriesOf, text);
            return text.ToString();
        }

        text.Append("The events below are valid for Falco *Schema Version*: ").Append(VersionText.SchemaVersion).Append('\n');
        foreach ((EventCategory source, string title) in Sections)
        {
            text.Append("## ").Append(title).Append("\n\n");
            if (format == ListFormat.Markdown)
                text.Append("Default | Dir | Name | Params \n:-------|:----|:-----|:-----\n");
            foreach (ListedEvent entry in EntriesOf(source))
                AppendRow(entry, format, text);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The list of system calls that are ignored by default.</summary>
    public static string CreateIgnored()
    {
        var text = new StringBuilder("Ignored syscall(s):\n");
        foreach (EventTypeInfo type in EventSchema.Types)
        {
            if (IsListed(type) && IsIgnored(type))
                text.Append("- ").Append(type.Name).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    // Reading and writing that does not change the picture of the host: too frequent to be worth watching unless asked for.
    private static bool IsIgnored(EventTypeInfo type) =>
        (type.Category & EventCategory.Syscall) != 0
        && (type.Category & EventCategory.TopicMask) is EventCategory.IoRead or EventCategory.IoWrite
        && (type.Flags & EventTypeFlags.ModifiesState) == 0;

    private static bool IsListed(EventTypeInfo type) =>
        type.IsUsed
        && (type.Flags & EventTypeFlags.OldVersion) == 0
        && type.Type is not (EventType.GenericEnter or EventType.GenericExit);

    private static IEnumerable<ListedEvent> EntriesOf(EventCategory source)
    {
        foreach (EventTypeInfo type in EventSchema.Types)
        {
            if (IsListed(type) && (type.Category & source) != 0)
                yield return new ListedEvent(type.Name.ToString(), type.IsEnter, !IsIgnored(type), type.Parameters);
        }

        if (source != EventCategory.Syscall)
            yield break;

        // Calls without a type of their own are listed under their own names.
        IReadOnlyList<ParameterInfo> parameters = EventSchema.Get(EventType.GenericExit).Parameters;
        foreach (SyscallInfo call in EventSchema.Syscalls)
        {
            if (call.Code == 0 || SyscallEventNames.HasOwnEvents(call))
                continue;
            yield return new ListedEvent(call.Name.ToString(), IsEnter: true, IsDefault: true, parameters);
            yield return new ListedEvent(call.Name.ToString(), IsEnter: false, IsDefault: true, parameters);
        }
    }

    private static void AppendRow(ListedEvent entry, ListFormat format, StringBuilder text)
    {
        if (format == ListFormat.Markdown)
        {
            text.Append(entry.IsDefault ? "Yes" : "No").Append(" | `").Append(entry.Direction).Append("` | `").Append(entry.Name).Append("` | ");
            AppendParameters(entry, "*", text);
            text.Append('\n');
        }
        else
        {
            text.Append(entry.Direction).Append(' ').Append(entry.Name).Append('(');
            AppendParameters(entry, "", text);
            text.Append(")\n");
        }
    }

    private static void AppendParameters(ListedEvent entry, string flagMark, StringBuilder text)
    {
        for (int i = 0; i < entry.Parameters.Count; i++)
        {
            ParameterInfo parameter = entry.Parameters[i];
            text.Append(i == 0 ? "" : ", ").Append(ParameterTypeName.Of(parameter.Type)).Append(" **").Append(parameter.Name).Append("**");
            if (parameter.Flags is not { } flags || parameter.Type == ParameterType.Mode)
                continue;
            text.Append(": ");
            for (int j = 0; j < flags.Entries.Count; j++)
                text.Append(j == 0 ? "" : ", ").Append(flagMark).Append(flags.Entries[j].Name).Append(flagMark);
        }
    }
}

/// <summary>A row of the list of event types.</summary>
/// <param name="Name">The name that rules use.</param>
/// <param name="IsEnter">Whether the event is the start of a call.</param>
/// <param name="IsDefault">Whether the event is watched unless rules ask for others.</param>
/// <param name="Parameters">Its parameters.</param>
internal readonly record struct ListedEvent(string Name, bool IsEnter, bool IsDefault, IReadOnlyList<ParameterInfo> Parameters)
{
    public char Direction => IsEnter ? '>' : '<';
}
