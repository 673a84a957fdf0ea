using System.Diagnostics.CodeAnalysis;

namespace Falco.Rules.Loading;

/// <summary>Everything that the files loaded so far define.</summary>
internal sealed class RuleCollection
{
    private readonly DefinitionTable<ListDefinition> _lists = new();
    private readonly DefinitionTable<MacroDefinition> _macros = new();
    private readonly DefinitionTable<RuleDefinition> _rules = new();
    private readonly List<IReadOnlyList<PluginRequirement>> _pluginRequirements = [];
    private int _number;

    public DefinitionTable<ListDefinition> Lists => _lists;

    public DefinitionTable<MacroDefinition> Macros => _macros;

    public DefinitionTable<RuleDefinition> Rules => _rules;

    /// <summary>One count runs over all definitions.</summary>
    public int NextNumber() => _number++;

    public void Require(IReadOnlyList<PluginRequirement> alternatives) => _pluginRequirements.Add(alternatives);

    public string? CheckPlugins(IReadOnlyDictionary<string, string> plugins)
    {
        foreach (IReadOnlyList<PluginRequirement> alternatives in _pluginRequirements)
        {
            PluginRequirement? loaded = alternatives.FirstOrDefault(item => plugins.ContainsKey(item.Name));
            if (loaded is null)
            {
                return "Plugin requirement not satisfied, must load one of: "
                    + string.Join(", ", alternatives.Select(item => $"{item.Name} (>= {item.Version})"));
            }

            string version = plugins[loaded.Name];
            if (!LanguageVersion.TryParse(version, out LanguageVersion actual))
                return $"Plugin '{loaded.Name}' has invalid version string '{version}'";
            if (!LanguageVersion.TryParse(loaded.Version, out LanguageVersion required) || !actual.Satisfies(required))
                return $"Plugin '{loaded.Name}' version '{version}' is not compatible with required plugin version '{loaded.Version}'";
        }

        return null;
    }
}

/// <summary>A plugin that a rule file asks for.</summary>
internal sealed record PluginRequirement(string Name, string Version);

/// <summary>Definitions by name, in the order of their first definition.</summary>
internal sealed class DefinitionTable<T>
    where T : Definition
{
    private readonly List<T> _order = [];
    private readonly Dictionary<string, T> _byName = [];

    public IReadOnlyList<T> All => _order;

    public bool TryFind(string name, [NotNullWhen(true)] out T? definition) => _byName.TryGetValue(name, out definition);

    /// <summary>Adds a definition, or puts it in the place of the one of its name, whose position it keeps.</summary>
    public void Define(T definition, int number)
    {
        definition.Visibility = number;
        if (_byName.TryGetValue(definition.Name, out T? previous))
        {
            definition.Index = previous.Index;
            _order[_order.IndexOf(previous)] = definition;
        }
        else
        {
            definition.Index = number;
            _order.Add(definition);
        }

        _byName[definition.Name] = definition;
    }
}
