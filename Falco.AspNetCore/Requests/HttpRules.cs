using Falco.Rules.Loading;

namespace Falco.AspNetCore.Requests;

/// <summary>The rules about requests that come with the library: <c>rules/falco_aspnetcore_rules.yaml</c>.</summary>
internal static class HttpRules
{
    public const string Name = "falco_aspnetcore_rules.yaml";

    public static RuleFile Read()
    {
        using Stream stream = typeof(HttpRules).Assembly.GetManifestResourceStream("Falco.AspNetCore." + Name)!;
        using StreamReader reader = new(stream);
        return new RuleFile(Name, reader.ReadToEnd());
    }
}
