namespace Falco.Containers.Runtimes;

/// <summary>A runtime did not answer, or not as it should.</summary>
internal sealed class RuntimeException : Exception
{
    public RuntimeException()
    {
    }

    public RuntimeException(string message)
        : base(message)
    {
    }

    public RuntimeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
