namespace Falco.Replay;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    /// <summary>What was asked for was measured, and holds.</summary>
    public const int Held = 0;

    /// <summary>What was measured, or had to be verified before, is not as it must be.</summary>
    public const int Missed = 1;

    /// <summary>The arguments are wrong, or a file that they name cannot be read.</summary>
    public const int Unusable = 2;
}
