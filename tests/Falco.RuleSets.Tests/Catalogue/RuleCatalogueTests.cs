namespace Falco.RuleSets.Tests.Catalogue;

/// <summary>docs/rules-catalogue.md: what each built-in rule looks for, and where it is tuned.</summary>
/// <remarks>Written anew with <c>FALCO_UPDATE_DOCS=1</c>.</remarks>
public sealed class RuleCatalogueTests
{
    [Fact]
    public void The_catalogue_tells_what_the_rule_files_say() => GeneratedDocument.Check("rules-catalogue.md", RuleCatalogue.Write());
}
