namespace Falco.AspNetCore.Tests.Servers;

/// <summary>Rules about requests.</summary>
internal static class WebRules
{
    /// <summary>A rule that holds where its condition does, and shows what its output says.</summary>
    public static string Rule(string condition, string output = "seen", string name = "Seen", string tags = "") =>
        $"- rule: {name}\n  desc: d\n  source: aspnetcore\n  condition: {condition}\n  output: '{output}'\n  priority: WARNING\n  tags: [{tags}]\n";
}
