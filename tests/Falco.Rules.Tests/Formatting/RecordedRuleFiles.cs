using System.Text.Json;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Formatting;

/// <summary>The rule files of the recordings: many are wrong in one way or another.</summary>
internal static class RecordedRuleFiles
{
    public static IEnumerable<string> Read()
    {
        foreach (string file in Directory.EnumerateFiles(ReferenceData.File("conformance", "rules"), "*.jsonl"))
        {
            foreach (string line in File.ReadLines(file))
            {
                using JsonDocument operation = JsonDocument.Parse(line);
                if (operation.RootElement.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String)
                    yield return content.GetString()!;
            }
        }
    }
}
