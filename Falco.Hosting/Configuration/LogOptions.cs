namespace Falco.Hosting.Configuration;

/// <summary>What the program says about itself.</summary>
public sealed record LogOptions
{
    /// <summary>Whether it says it on standard error (<c>log_stderr</c>).</summary>
    public bool StandardError { get; init; }

    /// <summary>What is less important is not said (<c>log_level</c>).</summary>
    public LogSeverity Level { get; init; } = LogSeverity.Informational;
}

/// <summary>How important a message of the log is; smaller is more important.</summary>
public enum LogSeverity
{
    /// <summary><c>emergency</c>.</summary>
    Emergency,

    /// <summary><c>alert</c>.</summary>
    Alert,

    /// <summary><c>critical</c>.</summary>
    Critical,

    /// <summary><c>error</c>.</summary>
    Error,

    /// <summary><c>warning</c>.</summary>
    Warning,

    /// <summary><c>notice</c>.</summary>
    Notice,

    /// <summary><c>info</c>.</summary>
    Informational,

    /// <summary><c>debug</c>.</summary>
    Debug,
}
