namespace Falco.Rules.Engine;

/// <summary>How important an alert is; smaller is more important.</summary>
public enum RulePriority : byte
{
    /// <summary>The system is unusable.</summary>
    Emergency,

    /// <summary>Act at once.</summary>
    Alert,

    /// <summary>Critical.</summary>
    Critical,

    /// <summary>Error.</summary>
    Error,

    /// <summary>Warning.</summary>
    Warning,

    /// <summary>Normal but significant.</summary>
    Notice,

    /// <summary>Informational.</summary>
    Informational,

    /// <summary>Debugging.</summary>
    Debug,
}
