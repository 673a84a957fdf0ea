namespace Falco.Core.Plugins;

/// <summary>Something that a plugin can open.</summary>
/// <param name="Value">The parameters.</param>
/// <param name="Description">What they mean, for people; may be empty.</param>
/// <param name="Separator">What stands between several of them; empty if only one can be opened.</param>
public sealed record OpenParameter(string Value, string Description = "", string Separator = "");
