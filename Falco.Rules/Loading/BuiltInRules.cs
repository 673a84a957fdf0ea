namespace Falco.Rules.Loading;

/// <summary>The rule sets that come with the library.</summary>
public static class BuiltInRules
{
    /// <summary>The name of <see cref="Default"/>, for diagnostics.</summary>
    public const string DefaultName = "falco_dotnet_rules.yaml";

    /// <summary>Reads the default rules: YAML, ours, for system calls.</summary>
    public static string Default
    {
        get
        {
            using Stream stream = typeof(BuiltInRules).Assembly.GetManifestResourceStream("Falco.Rules." + DefaultName)!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
