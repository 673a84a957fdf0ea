namespace Falco.Rules.Loading;

/// <summary>A rule file.</summary>
/// <param name="Name">The name that diagnostics use.</param>
/// <param name="Content">What is in it.</param>
public sealed record RuleFile(string Name, string Content);
