namespace Falco.Testing;

/// <summary>Rules did not do what a test expects of them. The message says what was expected, what came, and why.</summary>
public sealed class RuleTestException : Exception
{
    /// <summary>Makes one.</summary>
    public RuleTestException()
    {
    }

    /// <summary>Makes one.</summary>
    public RuleTestException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    public RuleTestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
