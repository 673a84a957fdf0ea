using System.Text.Json.Nodes;
using Falco.Rules.Language;

namespace Falco.Conformance;

/// <summary>The language of conditions, as the reference parsed and printed it.</summary>
public sealed class FilterParse
{
    [Fact]
    public void Every_condition_parses_to_the_recorded_tree_or_error() => Grading.Run(CompareTrees);

    internal static void CompareTrees(Differences differences)
    {
        foreach (RecordedOperation recorded in Read("parse"))
        {
            differences.At(recorded);
            ConditionParserOptions options = new()
            {
                AllowPartial = !recorded.Data.TryGetProperty("partial", out var partial) || partial.GetBoolean(),
                MaxDepth = recorded.Data.TryGetProperty("max_depth", out var depth) ? depth.GetInt32() : 100,
            };
            ConditionParser.TryParse(recorded.Bytes("expr"), options, out ConditionNode? node, out SourcePosition end, out string? error);
            string where = $"{recorded} {recorded.Text("expr")}";
            differences.Compare(where, recorded.Text("error"), error);
            differences.Compare(where, recorded.Data.GetProperty("pos").ToString(), $"[{end.Offset},{end.Line},{end.Column}]");
            if (node is null || !recorded.Data.TryGetProperty("tree", out var tree))
                continue;
            string actual = SyntaxTreeJson.Write(node).ToJsonString();
            differences.Compare(where, JsonNode.Parse(tree.GetRawText())!.ToJsonString(), actual);
            differences.Compare(where, recorded.Text("ast"), ByteText.ToText(ConditionPrinter.Print(node)));
        }
    }

    [Fact]
    public void Every_tree_prints_as_recorded() => Grading.Run(ComparePrinting);

    internal static void ComparePrinting(Differences differences)
    {
        foreach (RecordedOperation recorded in Read("ast_string"))
        {
            differences.At(recorded);
            string actual = ByteText.ToText(ConditionPrinter.Print(SyntaxTreeJson.Read(recorded.Data.GetProperty("tree"))));
            differences.Compare(recorded, recorded.Text("string"), actual);
        }
    }

    [Fact]
    public void Constants_are_escaped_and_unescaped_as_recorded() => Grading.Run(CompareEscapes);

    internal static void CompareEscapes(Differences differences)
    {
        foreach (RecordedOperation recorded in Read("escape"))
        {
            differences.At(recorded);
            differences.Compare(recorded, recorded.Text("out"), ByteText.ToText(QuotedText.Escape(ByteText.FromBytes(recorded.Bytes("in")))));
        }

        foreach (RecordedOperation recorded in Read("unescape"))
        {
            differences.At(recorded);
            QuotedText.TryUnescape(ByteText.FromBytes(recorded.Bytes("in")), out string? text, out string? error);
            byte[]? expected = recorded.Bytes("out");
            differences.Compare(recorded, expected is null ? null : ByteText.FromBytes(expected), text);
            differences.Compare(recorded, recorded.Text("error"), error);
        }
    }

    [Fact]
    public void Every_condition_selects_the_recorded_event_types_and_system_calls() => Grading.Run(CompareEventTypes);

    internal static void CompareEventTypes(Differences differences)
    {
        foreach (RecordedOperation recorded in Read("ppm_codes"))
        {
            differences.At(recorded);
            CodeUniverse universe = recorded.Text("kind") == "sc" ? CodeUniverse.Syscalls : CodeUniverse.EventTypes;
            string expression = recorded.Text("expr")!;
            Assert.True(ConditionParser.TryParse(expression, ConditionParserOptions.Default, out var condition, out _, out _));
            EventTypeInference.TryInfer(condition, universe, out CodeSet? codes, out string? error);
            string actual = error ?? string.Join(',', codes!.Codes);
            IEnumerable<int>? expected =
                recorded.Data.TryGetProperty("codes", out var listed) ? listed.EnumerateArray().Select(code => code.GetInt32())
                : recorded.Data.TryGetProperty("all_except", out var except)
                    ? universe.All.Codes.Except(except.EnumerateArray().Select(code => code.GetInt32()))
                    : null;
            differences.Compare($"{recorded} {expression}", expected is null ? recorded.Text("error") : string.Join(',', expected.Order()), actual);
        }
    }

    private static IEnumerable<RecordedOperation> Read(string kind) =>
        RecordedOperation.Read("filter", kind).Concat(RecordedOperation.Read("rules", kind));
}
