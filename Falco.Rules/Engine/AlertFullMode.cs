namespace Falco.Rules.Engine;

/// <summary>What an engine does with an alert when nobody has read the earlier ones.</summary>
public enum AlertFullMode
{
    /// <summary>The source waits until there is room: nothing is lost, but the source is held up.</summary>
    Wait,

    /// <summary>The alert is dropped, and counted.</summary>
    DropNewest,

    /// <summary>The oldest alert that nobody has read is dropped, and counted.</summary>
    DropOldest,
}
