namespace Falco.Testing.Files;

/// <summary>Turns problems of tests that are written in C# into exceptions for programmers.</summary>
internal static class Problem
{
    /// <summary>Runs something that reads a test.</summary>
    /// <exception cref="ArgumentException">The test cannot be understood.</exception>
    public static T Rethrow<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (MalformedTestException problem)
        {
            throw new ArgumentException(problem.FullMessage, problem);
        }
    }
}
