namespace Falco.Rules.Loading;

/// <summary>A list as written.</summary>
internal sealed class ListDefinition(string name, LoadContext context) : IDefinition
{
    public string Name => name;

    public LoadContext Context => context;

    public int Index { get; set; }

    public int Visibility { get; set; }

    public List<string> Items { get; set; } = [];
}
