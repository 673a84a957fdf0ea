namespace Falco.Rules.Engine;

/// <summary>Switches rules on or off, whatever their files say.</summary>
/// <param name="Enable">On, or off.</param>
/// <param name="Rule">The name of the rules, with <c>*</c> as a wildcard; empty for none.</param>
/// <param name="Tag">A tag of the rules, looked for after <paramref name="Rule"/>; empty for none.</param>
public sealed record RuleSelection(bool Enable, string Rule = "", string Tag = "");
