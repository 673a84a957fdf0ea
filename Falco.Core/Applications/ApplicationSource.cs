using System.Text;
using System.Text.RegularExpressions;
using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Core.Applications;

/// <summary>
/// A source whose events are an application's own objects: its name, the names of its events, and the fields that rules read from the
/// objects.
/// </summary>
/// <remarks>
/// A description, made once and used by any number of engines. Fields are added before the first use; afterwards it does not change any
/// more, and may be used from any thread.
/// </remarks>
public abstract partial class ApplicationSource
{
    internal const string EventNameField = "evt.type";

    private readonly List<FieldDefinition> _fields = [];
    private readonly Dictionary<FieldDefinition, EventTypeInfo[]> _eventsOf = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly EventTypeInfo[] _eventTypes;
    private volatile bool _isUsed;

    private protected ApplicationSource(string name, string[] events)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(events);
        if (name == "syscall")
            throw new ArgumentException("The source of system calls has fields of its own.", nameof(name));
        if (events.Distinct(StringComparer.Ordinal).Count() != events.Length)
            throw new ArgumentException("Two events have one name.", nameof(events));
        Name = name;
        EventNames = [.. events];

        // Events without names are like those of plugins.
        _eventTypes = events.Length == 0 ? [EventSchema.Get(EventType.PlugineventEnter)] : Array.ConvertAll(events, TypeOf);
        if (events.Length > 0)
            AddEventName();
    }

    /// <summary>The name that rules know (<c>source:</c>).</summary>
    public string Name { get; }

    /// <summary>What the fields are about, for listings.</summary>
    public string Description { get; init; } = "";

    /// <summary>The names of the events, with which conditions compare <c>evt.type</c>; empty if there is but one kind.</summary>
    public IReadOnlyList<string> EventNames { get; }

    /// <summary>The fields, in the order in which they were added.</summary>
    public IReadOnlyList<FieldDefinition> Fields => _fields;

    /// <summary>The events that have a field; empty for all.</summary>
    public IReadOnlyList<string> EventsOf(FieldDefinition field) =>
        _eventsOf.GetValueOrDefault(field) is { } events ? [.. events.Select(type => type.Name.ToString())] : [];

    /// <summary>The types of the events, one for each name.</summary>
    internal IReadOnlyList<EventTypeInfo> EventTypes => _eventTypes;

    /// <summary>Makes the catalogue by which rules of the source are loaded: its own fields, and those that fit every event.</summary>
    /// <param name="staticFields">Constants that a configuration defines as <c>static.NAME</c>.</param>
    public FieldCatalog CreateCatalog(IReadOnlyDictionary<string, string>? staticFields = null)
    {
        _isUsed = true;
        return FieldCatalog.For(Name, staticFields, [new FieldClass(Name, "", Description, [Name], _fields)], _eventTypes);
    }

    private protected void Add(FieldDefinition field, string[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (_isUsed)
            throw new InvalidOperationException($"{field.Name}: fields are added before the source is used.");
        if (!FieldName().IsMatch(field.Name) || field.Name.StartsWith("evt.", StringComparison.Ordinal) || field.Name.StartsWith("static.", StringComparison.Ordinal))
            throw new ArgumentException($"{field.Name}: a field has at least two words with a dot between them, and does not begin with 'evt.' or 'static.'.", nameof(field));
        if (!_names.Add(field.Name))
            throw new ArgumentException($"{field.Name}: there is a field of that name.", nameof(field));
        if (TypesOf(events) is { } types)
            _eventsOf.Add(field, types);
        _fields.Add(field);
    }

    /// <summary>The types of some of the events; <see langword="null"/> for all.</summary>
    private protected EventTypeInfo[]? TypesOf(string[] events) => events.Length == 0 ? null : Array.ConvertAll(events, name =>
        Array.Find(_eventTypes, type => type.Name.ToString() == name && EventNames.Contains(name))
            ?? throw new ArgumentException($"{Name} has no event {name}.", nameof(events)));

    private static EventTypeInfo TypeOf(string name) => EventName().IsMatch(name)
        ? new EventTypeInfo(EventType.PlugineventEnter, new SchemaName(Encoding.UTF8.GetBytes(name)), EventCategory.Plugin | EventCategory.Other, EventTypeFlags.None, -1, [])
        : throw new ArgumentException($"{name}: the name of an event is a word of small letters, digits, '_' and '-'.", nameof(name));

    private void AddEventName() => _fields.Add(new FieldDefinition
    {
        Name = EventNameField,
        Type = ParameterType.CharBuf,
        Dependencies = FieldDependencies.Event,
        DisplayName = "Type",
        Description = $"name of the event: {string.Join(", ", EventNames)}",
        EventNames = EventNames.ToHashSet(StringComparer.Ordinal),
        Bind = static (FieldBinding binding, out string? error) =>
        {
            error = null;
            return binding.Suffix.Length == 0 && binding.Argument is null ? new ApplicationEventNameField(binding) : null;
        },
    });

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();

    [GeneratedRegex("^[a-z][a-z0-9_-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex EventName();
}
