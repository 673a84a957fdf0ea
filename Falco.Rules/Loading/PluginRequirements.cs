namespace Falco.Rules.Loading;

/// <summary>Checks the plugins that rules require.</summary>
internal static class PluginRequirements
{
    /// <summary>Says which requirement is not satisfied; <see langword="null"/> if all are.</summary>
    /// <param name="requirements">Per requirement the plugins that satisfy it.</param>
    /// <param name="plugins">The plugins that are loaded, with their versions.</param>
    public static string? Check(IReadOnlyList<IReadOnlyList<PluginVersion>> requirements, IReadOnlyDictionary<string, string> plugins)
    {
        foreach (IReadOnlyList<PluginVersion> alternatives in requirements)
        {
            if (CheckOne(alternatives, plugins) is { } error)
                return error;
        }

        return null;
    }

    // The first alternative that is loaded decides, whether it is new enough or not.
    private static string? CheckOne(IReadOnlyList<PluginVersion> alternatives, IReadOnlyDictionary<string, string> plugins)
    {
        foreach ((string name, string required) in alternatives)
        {
            if (!plugins.TryGetValue(name, out string? version))
                continue;
            if (!SemanticVersion.TryParse(version, out SemanticVersion loaded))
                return $"Plugin '{name}' has invalid version string '{version}'";
            return SemanticVersion.TryParse(required, out SemanticVersion least) && loaded.IsCompatibleWith(least)
                ? null
                : $"Plugin '{name}' version '{version}' is not compatible with required plugin version '{required}'";
        }

        string list = string.Join(", ", alternatives.Select(plugin => $"{plugin.Name} (>= {plugin.Version})"));
        return "Plugin requirement not satisfied, must load one of: " + list;
    }
}
