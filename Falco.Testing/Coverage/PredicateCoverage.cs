namespace Falco.Testing.Coverage;

/// <summary>One comparison of a rule's condition, macros and exceptions unfolded, and what it has been in the tests.</summary>
/// <param name="Text">The comparison.</param>
/// <param name="Macro">The macro that it comes from; empty if it is the rule's own.</param>
/// <param name="File">The rule file.</param>
/// <param name="Line">The line of the comparison, from 1, or that of the condition where it cannot be told apart.</param>
/// <param name="WasTrue">Whether it has held for some event.</param>
/// <param name="WasFalse">Whether it has not held for some event.</param>
public sealed record PredicateCoverage(string Text, string Macro, string File, int Line, bool WasTrue, bool WasFalse)
{
    /// <summary>How many of the two outcomes have been seen.</summary>
    public int Outcomes => (WasTrue ? 1 : 0) + (WasFalse ? 1 : 0);
}
