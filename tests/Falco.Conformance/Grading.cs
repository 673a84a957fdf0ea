namespace Falco.Conformance;

/// <summary>Runs a comparison as a test of its own.</summary>
internal static class Grading
{
    /// <summary>Fails with everything that differs.</summary>
    public static void Run(Action<Differences> compare)
    {
        Differences differences = new();
        compare(differences);
        differences.AssertNone();
    }
}
