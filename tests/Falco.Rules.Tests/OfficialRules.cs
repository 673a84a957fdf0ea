using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Rules.Tests;

/// <summary>The rule files that the reference's project publishes, for system calls: each builds on those before.</summary>
internal static class OfficialRules
{
    public static RuleFile[] Read() =>
        [.. ((string[])["falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"]).Select(Read)];

    public static RuleFile Read(string name) => new(name, File.ReadAllText(ReferenceData.File("falco-rules", name)));
}
