namespace Falco.Rules.Loading;

/// <summary>A plugin and the version that rules require at least.</summary>
internal sealed record PluginVersion(string Name, string Version);
