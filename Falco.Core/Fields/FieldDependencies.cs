namespace Falco.Core.Fields;

/// <summary>What the value of a field is made of. A result may be remembered only as long as nothing of it has changed.</summary>
[Flags]
public enum FieldDependencies : byte
{
    /// <summary>Not declared: never remembered.</summary>
    None = 0,

    /// <summary>The event itself.</summary>
    Event = 1 << 0,

    /// <summary>The thread's own record, or the main thread's.</summary>
    Thread = 1 << 1,

    /// <summary>Session and process-group leaders, and the ancestors.</summary>
    Lineage = 1 << 2,

    /// <summary>The descriptor of the event.</summary>
    Descriptor = 1 << 3,

    /// <summary>The tables of users and groups.</summary>
    Users = 1 << 4,

    /// <summary>The tables of containers.</summary>
    Containers = 1 << 5,

    /// <summary>The network interfaces.</summary>
    Interfaces = 1 << 6,

    /// <summary>The time, a counter, or anything else that differs from event to event.</summary>
    Clock = 1 << 7,
}
