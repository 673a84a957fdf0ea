namespace Falco.Core.Plugins;

/// <summary>What a plugin says of itself.</summary>
/// <param name="Name">Its name, unique among the plugins that are loaded together; rules require it by this name.</param>
/// <param name="Version">Its version, three numbers with dots between them.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Contact">Whom to ask.</param>
public sealed record PluginInfo(string Name, string Version, string Description = "", string Contact = "");
