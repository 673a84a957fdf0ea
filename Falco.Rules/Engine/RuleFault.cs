namespace Falco.Rules.Engine;

/// <summary>A rule could not be judged, or its alert not be written, for an event.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="EventNumber">The position of the event in its stream; the first is 1.</param>
/// <param name="Error">What went wrong.</param>
public sealed record RuleFault(string Rule, ulong EventNumber, Exception Error);
