using System.Collections;

namespace Falco.Rules.Loading;

/// <summary>A named part of the rule files.</summary>
internal interface IDefinition
{
    /// <summary>The unique name.</summary>
    string Name { get; }

    /// <summary>Where it was defined.</summary>
    LoadContext Context { get; }

    /// <summary>The number of the first definition; it decides the order.</summary>
    int Index { get; set; }

    /// <summary>The number of the latest definition or change; what has a smaller index can be referred to.</summary>
    int Visibility { get; set; }
}

/// <summary>Definitions by name, in the order in which the names were first defined.</summary>
internal sealed class DefinitionTable<T> : IEnumerable<T>
    where T : class, IDefinition
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<T> _definitions = [];

    /// <summary>The definition of a name, or <see langword="null"/>.</summary>
    public T? Find(string name) => _places.TryGetValue(name, out int place) ? _definitions[place] : null;

    /// <summary>Adds a definition; one of the same name is replaced and leaves its place.</summary>
    public void Define(T definition, int number)
    {
        definition.Visibility = number;
        if (_places.TryGetValue(definition.Name, out int place))
        {
            definition.Index = _definitions[place].Index;
            _definitions[place] = definition;
            return;
        }

        definition.Index = number;
        _places.Add(definition.Name, _definitions.Count);
        _definitions.Add(definition);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _definitions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
