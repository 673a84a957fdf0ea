namespace Falco.Core.Events;

/// <summary>Flags of one delivered event.</summary>
[Flags]
public enum EventFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The event was kept only because it changes the picture of the host: it must not be shown or judged.</summary>
    StateOnly = 1,
}
