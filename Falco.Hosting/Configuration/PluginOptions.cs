namespace Falco.Hosting.Configuration;

/// <summary>A plugin that is loaded (<c>plugins</c>, <c>load_plugins</c>).</summary>
public sealed record PluginOptions
{
    /// <summary>The name by which <c>load_plugins</c> calls it (<c>name</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The library; one that was given relatively is below <c>/usr/share/falco/plugins</c> (<c>library_path</c>).</summary>
    public required string LibraryPath { get; init; }

    /// <summary>Its configuration: a text as it is, a mapping as JSON (<c>init_config</c>).</summary>
    public string Configuration { get; init; } = "";

    /// <summary>What it is to deliver (<c>open_params</c>).</summary>
    public string OpenParameters { get; init; } = "";
}
