namespace Falco.Rules.Loading;

/// <summary>The rule sets that come with the library.</summary>
public static class BuiltInRules
{
    /// <summary>The name of <see cref="Default"/>, for diagnostics.</summary>
    public const string DefaultName = "falco_dotnet_rules.yaml";

    /// <summary>The name of <see cref="Incubating"/>, for diagnostics.</summary>
    public const string IncubatingName = "falco_dotnet_rules_incubating.yaml";

    /// <summary>Reads the default rules: YAML, ours, for system calls. An ordinary machine raises hardly any of them.</summary>
    public static string Default => Read(DefaultName);

    /// <summary>
    /// Reads further rules: YAML, ours, for system calls. They use lists and macros of <see cref="Default"/> and are loaded after it, and an ordinary
    /// machine raises some of them until they are tuned to it.
    /// </summary>
    public static string Incubating => Read(IncubatingName);

    private static string Read(string name)
    {
        using Stream stream = typeof(BuiltInRules).Assembly.GetManifestResourceStream("Falco.Rules." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
