namespace Falco.Replay.Synthetic;

/// <summary>A rule that nothing in a capture satisfies, but that something could.</summary>
/// <param name="Condition">The condition, without the macro of its family.</param>
/// <param name="Example">What would raise it.</param>
internal sealed record SyntheticRule(string Condition, SyntheticAction Example);
