namespace Falco.Rules.Language;

/// <summary>How large a condition may be once macros are put in.</summary>
/// <param name="Nodes">The most nodes.</param>
/// <param name="Depth">The most nested nodes.</param>
internal readonly record struct ConditionLimits(int Nodes, int Depth);
