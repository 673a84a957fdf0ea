using Falco.Testing.Support;

namespace Falco.RuleSets.Tests;

/// <summary>A page of <c>docs/</c> that is generated and checked in.</summary>
internal static class GeneratedDocument
{
    /// <summary>Compares a page with what is generated; with <c>FALCO_UPDATE_DOCS=1</c> it is written before.</summary>
    public static void Check(string name, string text)
    {
        string path = Path.Combine(Repository.Root, "docs", name);
        if (Environment.GetEnvironmentVariable("FALCO_UPDATE_DOCS") == "1")
            File.WriteAllText(path, text);
        Assert.Equal(text, File.ReadAllText(path));
    }
}
