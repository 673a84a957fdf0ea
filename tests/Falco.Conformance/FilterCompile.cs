using System.Globalization;
using System.Text.Json;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Language;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>Conditions as the reference bound them: operators and types, constants, right-hand sides, transformers.</summary>
public sealed class FilterCompile
{
    [Fact]
    public void Every_condition_compiles_or_fails_as_recorded() => Grading.Run(CompareCompiling);

    internal static void CompareCompiling(Differences differences)
    {
        FakeFields fields = new FakeFields(FieldCatalog.For("syscall"))
            .Text("c.true", "").Text("c.false", "").Bytes("c.buffer", ParameterType.ByteBuf)
            .Text("c.doublequote", "hello \"quoted\"").Text("c.singlequote", "hello 'quoted'");
        foreach (RecordedOperation recorded in RecordedOperation.Read("filter", "compile").Concat(RecordedOperation.Read("rules", "compile")))
        {
            differences.At(recorded);
            (string? error, SourcePosition place, IReadOnlyList<BindingWarning> warnings) = Compile(recorded.Bytes("expr")!, fields);
            string where = $"{recorded} {recorded.Text("expr")}";
            differences.Compare(where, recorded.Text("error"), error);
            if (recorded.Data.TryGetProperty("pos", out JsonElement position))
                differences.Compare(where, position.ToString(), Print(place));
            differences.Compare(where, Print(recorded.Data.GetProperty("warnings")), string.Join('\n', warnings.Select(Print)));
        }
    }

    [Fact]
    public void Every_mocked_check_answers_as_recorded() => Grading.Run(CompareMockedChecks);

    internal static void CompareMockedChecks(Differences differences)
    {
        FakeFields fields = MockFields();
        foreach (RecordedOperation recorded in RecordedOperation.Read("filter", "mock_value", "mock_compare", "mock_transformer"))
        {
            differences.At(recorded);
            if (recorded.Text("error") is { } error && (error.StartsWith("can't add ") || error.StartsWith("list filter ")))
            {
                differences.Excuse(recorded, "what the reference's classes say when used in a way that no condition leads to");
                continue;
            }

            (string? actualError, bool result) = Ask(recorded, fields);
            differences.Compare(recorded, recorded.Text("error"), actualError);
            if (recorded.Data.TryGetProperty("result", out JsonElement expected))
                differences.Compare(recorded, expected.GetBoolean().ToString(), result.ToString());
        }
    }

    [Fact]
    public void Every_transformer_takes_the_recorded_types_and_gives_the_recorded_values() => Grading.Run(CompareTransformers);

    internal static void CompareTransformers(Differences differences)
    {
        foreach (RecordedOperation recorded in RecordedOperation.Read("filter", "transform", "transform_type"))
        {
            differences.At(recorded);
            if (recorded.Text("type") == "<NA>")
            {
                CompareNameless(differences, recorded);
                continue;
            }

            ParameterType type = ParseType(recorded.Text("type")!);
            byte[][] values = recorded.Data.TryGetProperty("in", out JsonElement list)
                ? [.. list.EnumerateArray().Select(value => WithoutNul(Convert.FromHexString(value.GetString()!), type))]
                : [];
            string? actual = Transform(NameOf(recorded), type, recorded.Flag("list") || values.Length > 1, values, out BoundOperand? operand);
            bool hasValues = recorded.Kind == "transform";
            differences.Compare(recorded, recorded.Flag("ok").ToString(), (actual is not null).ToString());
            differences.Compare(recorded, recorded.Text("out_type"), operand?.Type.DisplayName());
            if (recorded.Flag("ok") && values.Length < 2)
                differences.Compare(recorded, recorded.Flag("out_list").ToString(), operand?.IsList.ToString());
            if (hasValues && recorded.Flag("ok"))
                differences.Compare(recorded, string.Join(',', recorded.Data.GetProperty("out").EnumerateArray().Select(value => value.GetString())), actual);
        }
    }

    [Fact]
    public void Every_path_is_found_below_the_recorded_paths_or_not()
    {
        Differences differences = new();
        foreach (RecordedOperation recorded in RecordedOperation.Read("util", "prefix_match"))
        {
            PathSet paths = new([.. recorded.Data.GetProperty("paths").EnumerateArray().Select(path =>
                new BoundConstant(path.GetString()!, ByteText.GetBytes(ByteText.FromText(path.GetString()!)), 0))]);
            differences.Compare(recorded, recorded.Flag("result").ToString(), paths.Matches(recorded.Bytes("in")).ToString());
        }

        differences.AssertNone();
    }

    // A type without a name is told by its number, or not at all; then all types without a name must do.
    private static void CompareNameless(Differences differences, RecordedOperation recorded)
    {
        string[] words = recorded.Text("error")?.Split('\'') ?? [];
        IEnumerable<ParameterType> types = words.Length > 1
            ? [(ParameterType)byte.Parse(words[1], CultureInfo.InvariantCulture)]
            : Enum.GetValues<ParameterType>().Where(type => type.DisplayName() == "<NA>");
        foreach (ParameterType type in types)
        {
            string? actual = Transform(NameOf(recorded), type, recorded.Flag("list"), [], out _);
            differences.Compare($"{recorded} {type}", recorded.Flag("ok").ToString(), (actual is not null).ToString());
        }
    }

    private static string NameOf(RecordedOperation recorded) => recorded.Text("transformer")!.Split('_')[^1];

    private static (string? Error, SourcePosition Place, IReadOnlyList<BindingWarning> Warnings) Compile(byte[] expression, FakeFields fields)
    {
        // Of what the parser says the place is in the text only.
        if (!ConditionParser.TryParse(expression, ConditionParserOptions.Default, out var condition, out SourcePosition end, out string? error))
            return ($"filter error at index {end.Offset}, line {end.Line}, column {end.Column}: {error}", new SourcePosition(0, 1, 1), []);
        BindingResult result = ConditionBinder.Bind(condition, fields);
        return (result.Error, result.ErrorPosition, result.Warnings);
    }

    private static FakeFields MockFields() => new FakeFields(FieldCatalog.For("syscall"))
        .Number("test.int64", ParameterType.Int64, 1)
        .Text("test.charbuf", "charbuf")
        .Bytes("test.bytebuf", ParameterType.ByteBuf, "bytebuf"u8.ToArray())
        .Texts("test.list", ["value1", "charbuf"], FieldFlags.NoTransformer)
        .Texts("test.another_list", ["value1", "charbuf"])
        .Text("test.more_than_256", new string('a', 257))
        .Text("test.base64", Convert.ToBase64String("charbuf"u8));

    private static (string? Error, bool Result) Ask(RecordedOperation recorded, FakeFields fields)
    {
        if (!OperandBinder.TryBind(Operand(recorded, "left"), fields, out BoundOperand? left, out string? error))
            return (error, false);
        if (recorded.Kind == "mock_transformer")
            return (null, false);
        ComparisonOperator operation = OperatorSyntax.All.Single(syntax => syntax.Text == recorded.Text("cmp")).Operator!.Value;
        BoundCheck check;
        if (recorded.Text("rhs") is not null)
        {
            if (!OperandBinder.TryBind(Operand(recorded, "rhs"), fields, out BoundOperand? right, out error)
                || (error = RightHandSideRules.Check(left, operation, right)) is not null)
                return (error, false);
            check = new BoundCheck(left, operation, OperatorModifier.None, [], right, "");
        }
        else
        {
            List<BoundConstant> constants = [];
            foreach (JsonElement value in recorded.Data.GetProperty("values").EnumerateArray())
            {
                if (CheckConstants.Parse(left, operation, value.GetString()!, out error) is not { } constant)
                    return (error, false);
                constants.Add(constant);
            }

            check = new BoundCheck(left, operation, OperatorModifier.None, constants, null, "")
            {
                Test = CheckConstants.MakeTest(left, operation, OperatorModifier.None, [.. constants], out error),
            };
        }

        return (error, ConditionInterpreter.Evaluate(check, default, new FieldScratch()));
    }

    private static OperandNode Operand(RecordedOperation recorded, string key)
    {
        Assert.True(ConditionParser.TryParseOperand(recorded.Bytes(key), ConditionParserOptions.Default, out OperandNode? node, out _, out _));
        return node;
    }

    private static string? Transform(string name, ParameterType type, bool isList, byte[][] values, out BoundOperand? operand)
    {
        FieldDefinition definition = new() { Name = "t.f", Type = type, Flags = isList ? FieldFlags.List : 0, Description = "" };
        byte[] bytes = isList ? [.. values.SelectMany(value => (byte[])[.. BitConverter.GetBytes(value.Length), .. value])] : values.FirstOrDefault([]);
        FakeFields fields = new FakeFields().Add(new FakeField(definition, "t.f", bytes));
        if (!OperandBinder.TryBind(new TransformerNode(name, [new FieldNode("t.f", null, default)], null, default), fields, out operand, out _))
            return null;
        if (!operand.TryRead(default, new FieldScratch(), out FieldValue value))
            return "nothing";
        List<string> results = [];
        if (!value.IsList)
            results.Add(value.Type.IsBytes() ? WithNul(value.Bytes) : Convert.ToHexStringLower(BitConverter.GetBytes(value.Number)));
        foreach (ReadOnlySpan<byte> element in value.IsList ? value : default)
            results.Add(WithNul(element));
        return string.Join(',', results);
    }

    private static string WithNul(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(text) + "00";

    private static byte[] WithoutNul(byte[] value, ParameterType type) => type.Group() == TypeGroup.Text ? value[..^1] : value;

    private static ParameterType ParseType(string name) => name switch
    {
        "DYNAMIC" => ParameterType.Dyn,
        "CHARBUF_PAIR_ARRAY" => ParameterType.CharBufPairArray,
        _ => Enum.Parse<ParameterType>(name, ignoreCase: true),
    };

    internal static string Print(JsonElement warnings) =>
        string.Join('\n', warnings.EnumerateArray().Select(warning => $"{warning.GetProperty("pos")} {warning.GetProperty("msg").GetString()}"));

    internal static string Print(BindingWarning warning) =>
        $"{Print(warning.Position)} {warning.Message}";

    private static string Print(SourcePosition place) => $"[{place.Offset},{place.Line},{place.Column}]";
}
