using System.Text.Json;

namespace Falco.Sbom;

/// <summary>
/// What somebody gets who installs a package of ours, read from the <c>project.assets.json</c> of its project: what is for the build alone is not
/// part of it.
/// </summary>
internal sealed class DependencyClosure
{
    private readonly SortedDictionary<string, Dependency> _dependencies = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _frameworks = new(StringComparer.Ordinal);
    private readonly JsonElement _libraries;
    private readonly JsonElement _target;
    private readonly string[] _folders;

    private DependencyClosure(JsonElement assets)
    {
        _libraries = assets.GetProperty("libraries");
        _target = assets.GetProperty("targets").EnumerateObject().First().Value;
        _folders = [.. assets.GetProperty("packageFolders").EnumerateObject().Select(static folder => folder.Name)];
        JsonElement framework = assets.GetProperty("project").GetProperty("frameworks").EnumerateObject().First().Value;
        Direct = [.. PackagesOf(framework), .. ProjectsOf(assets)];
        AddFrameworks(framework);
        foreach (string id in Direct)
            Add(id);
    }

    /// <summary>Ids of the packages that are needed directly.</summary>
    public IReadOnlyList<string> Direct { get; }

    /// <summary>All packages, by id.</summary>
    public IReadOnlyDictionary<string, Dependency> All => _dependencies;

    /// <summary>Shared frameworks, for instance <c>Microsoft.NETCore.App</c>.</summary>
    public IReadOnlyCollection<string> Frameworks => _frameworks;

    /// <summary>Reads a <c>project.assets.json</c>.</summary>
    public static DependencyClosure Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new DependencyClosure(document.RootElement);
    }

    private void Add(string id)
    {
        if (_dependencies.ContainsKey(id))
            return;
        JsonProperty entry = Entry(_target, id);
        JsonProperty library = Entry(_libraries, id);
        bool isOurs = library.Value.GetProperty("type").GetString() == "project";
        string[] needs = entry.Value.TryGetProperty("dependencies", out JsonElement dependencies)
            ? [.. dependencies.EnumerateObject().Select(static dependency => dependency.Name).Where(name => Has(_target, name))]
            : [];
        AddFrameworks(entry.Value);
        string[] parts = entry.Name.Split('/');
        _dependencies.Add(id, new Dependency(
            parts[0],
            parts[1],
            isOurs,
            library.Value.TryGetProperty("sha512", out JsonElement hash) ? hash.GetString()! : "",
            isOurs ? null : Manifest.LicenseOf(_folders, library.Value.GetProperty("path").GetString()!, parts[0]),
            needs));
        foreach (string needed in needs)
            Add(needed);
    }

    private void AddFrameworks(JsonElement owner)
    {
        if (!owner.TryGetProperty("frameworkReferences", out JsonElement references))
            return;
        _frameworks.UnionWith(references.ValueKind == JsonValueKind.Array
            ? references.EnumerateArray().Select(static reference => reference.GetString()!)
            : references.EnumerateObject().Select(static reference => reference.Name));
    }

    // What is private to a project (analyzers) does not reach those who use its package.
    private static IEnumerable<string> PackagesOf(JsonElement framework) => framework.TryGetProperty("dependencies", out JsonElement packages)
        ? packages.EnumerateObject()
            .Where(static package => !package.Value.TryGetProperty("suppressParent", out JsonElement parent) || parent.GetString() != "All")
            .Where(static package => !package.Value.TryGetProperty("autoReferenced", out JsonElement automatic) || !automatic.GetBoolean())
            .Select(static package => package.Name)
        : [];

    private static IEnumerable<string> ProjectsOf(JsonElement assets) => assets.GetProperty("project").GetProperty("restore").GetProperty("frameworks")
        .EnumerateObject().First().Value.GetProperty("projectReferences")
        .EnumerateObject().Select(static reference => Path.GetFileNameWithoutExtension(reference.Name));

    private static bool Has(JsonElement owner, string id) => owner.EnumerateObject().Any(entry => IsOf(entry, id));

    private static JsonProperty Entry(JsonElement owner, string id) => owner.EnumerateObject().First(entry => IsOf(entry, id));

    private static bool IsOf(JsonProperty entry, string id) => entry.Name.StartsWith(id + "/", StringComparison.OrdinalIgnoreCase);
}
