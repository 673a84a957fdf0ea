using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Core.Applications;

/// <summary>A field that is read from an application's object.</summary>
/// <param name="binding">What was written.</param>
/// <param name="key">What stands in the brackets; empty if there are none.</param>
/// <param name="events">The events that have the field; <see langword="null"/> for all.</param>
/// <param name="read">Reads the object.</param>
internal sealed class ApplicationField<TEvent>(
    FieldBinding binding, string key, EventTypeInfo[]? events, ApplicationValueReader<TEvent> read) : Field(binding.Definition, binding.Text)
    where TEvent : class
{
    /// <summary>Makes the field that is written, if the brackets are as the definition says.</summary>
    public static ApplicationField<TEvent>? Bind(
        FieldBinding binding, EventTypeInfo[]? events, ApplicationValueReader<TEvent> read, out string? error)
    {
        // What follows the name of a field makes another, unknown one.
        error = null;
        if (binding.Suffix.Length > 0 || !binding.TryReadArgument(out _, out error))
            return null;

        // Conditions hold bytes as characters.
        string key = binding.Argument is { } argument ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(argument)) : "";
        return new ApplicationField<TEvent>(binding, key, events, read);
    }

    public override bool CanHave(EventTypeInfo type) => events is null || Array.IndexOf(events, type) >= 0;

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value) =>
        view.Payload is TEvent source && CanHave(view.Event.Info) && read(source, key, scratch, ref value);
}
