using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Conformance;

/// <summary>What the reference did with syntax trees while it loaded rules.</summary>
public sealed class RulesSyntax
{
    [Fact]
    public void Macros_are_resolved_as_recorded() => Grading.Run(CompareMacros);

    internal static void CompareMacros(Differences differences)
    {
        foreach (RecordedOperation recorded in RecordedOperation.Read("rules", "resolve_macros"))
        {
            differences.At(recorded);
            Dictionary<string, ConditionNode?> macros = recorded.Data.GetProperty("macros").EnumerateArray()
                .ToDictionary(macro => macro.GetProperty("name").GetString()!, macro => ReadMacro(macro.GetProperty("tree")));
            MacroResolver resolver = new(name => macros.GetValueOrDefault(name), new ConditionLimits(int.MaxValue, int.MaxValue));
            ConditionNode resolved = resolver.Resolve(SyntaxTreeJson.Read(recorded.Data.GetProperty("in")));
            string expected = JsonNode.Parse(recorded.Data.GetProperty("out").GetRawText())!.ToJsonString();
            differences.Compare(recorded, expected, SyntaxTreeJson.Write(resolved).ToJsonString());
            differences.Compare(recorded, Names(recorded, "resolved"), string.Join(',', resolver.Resolved.Select(macro => macro.Name)));
            differences.Compare(recorded, Names(recorded, "unknown"), string.Join(',', resolver.Unknown.Select(macro => macro.Name)));
            differences.Compare($"{recorded} errors", recorded.Data.GetProperty("errors").GetArrayLength().ToString(CultureInfo.InvariantCulture),
                resolver.Loops.Count.ToString(CultureInfo.InvariantCulture));
            differences.Compare($"{recorded} changed", recorded.Flag("changed").ToString(), (resolver.Resolved.Count > 0).ToString());
        }
    }

    [Fact]
    public void Parts_of_conditions_are_found_as_recorded() => Grading.Run(CompareDetails);

    internal static void CompareDetails(Differences differences)
    {
        foreach (RecordedOperation recorded in RecordedOperation.Read("rules", "details"))
        {
            differences.At(recorded);
            HashSet<string> macros = [.. Texts(recorded, "known_macros")], lists = [.. Texts(recorded, "known_lists")];
            ConditionDetails details = new(macros.Contains, lists.Contains);
            details.Add(SyntaxTreeJson.Read(recorded.Data.GetProperty("in")));
            Compare("fields", details.Fields);
            Compare("macros", details.Macros);
            Compare("lists", details.Lists);
            Compare("operators", details.Operators);
            Compare("evtnames", details.EventNames);
            Compare("transformers", details.Transformers);

            void Compare(string key, IEnumerable<string> actual) =>
                differences.Compare($"{recorded} {key}", string.Join(',', Texts(recorded, key).Order(StringComparer.Ordinal)), string.Join(',', actual));
        }
    }

    [Fact]
    public void Unsafe_comparisons_are_warned_of_as_recorded() => Grading.Run(CompareWarnings);

    internal static void CompareWarnings(Differences differences)
    {
        foreach (RecordedOperation recorded in RecordedOperation.Read("rules", "warnings"))
        {
            differences.At(recorded);
            LoadReport report = new(new Dictionary<string, byte[]>());
            ConditionWarnings.Report(SyntaxTreeJson.Read(recorded.Data.GetProperty("in")), LoadContext.File("test"), report);
            IReadOnlyList<Diagnostic> warnings = report.Diagnostics;

            // Where the result belongs to a file, it holds the file's other warnings, too.
            string expected = string.Join(',', recorded.Data.GetProperty("result").GetProperty("warnings").EnumerateArray()
                .Select(warning => warning.GetProperty("code").GetString())
                .Where(code => code is DiagnosticCode.UnsafeNotAvailable or DiagnosticCode.DeprecatedItem));
            differences.Compare(recorded, expected, string.Join(',', warnings.Select(warning => warning.Code)));
            differences.Compare(recorded, recorded.Flag("warns").ToString(), (warnings.Count > 0).ToString());
        }
    }

    // One test puts a bare field where a condition belongs; it is never looked at.
    private static ConditionNode? ReadMacro(JsonElement tree) =>
        tree.ValueKind == JsonValueKind.Null ? null
        : tree.TryGetProperty("field", out JsonElement field) ? new ExistsNode(new FieldNode(field.GetString()!, null, default), default)
        : SyntaxTreeJson.Read(tree);

    private static IEnumerable<string> Texts(RecordedOperation recorded, string key) =>
        recorded.Data.GetProperty(key).EnumerateArray().Select(text => text.GetString()!);

    private static string Names(RecordedOperation recorded, string key) =>
        string.Join(',', recorded.Data.GetProperty(key).EnumerateArray().Select(macro => macro.GetProperty("name").GetString()));
}
