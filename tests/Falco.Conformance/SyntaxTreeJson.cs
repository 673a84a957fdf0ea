using System.Text.Json;
using System.Text.Json.Nodes;
using Falco.Rules.Language;

namespace Falco.Conformance;

/// <summary>Syntax trees as the recordings write them.</summary>
internal static class SyntaxTreeJson
{
    public static JsonObject Write(ConditionNode node) => node switch
    {
        AndNode and => new JsonObject { ["and"] = WriteAll(and.Children, Write) },
        OrNode or => new JsonObject { ["or"] = WriteAll(or.Children, Write) },
        NotNode not => new JsonObject { ["not"] = Write(not.Child) },
        MacroNode macro => new JsonObject { ["ident"] = macro.Name },
        ExistsNode exists => new JsonObject { ["unary"] = Write(exists.Left), ["cmp"] = "exists" },
        ComparisonNode comparison => new JsonObject
        {
            ["left"] = Write(comparison.Left),
            ["cmp"] = ConditionPrinter.PrintOperator(comparison),
            ["right"] = Write(comparison.Right),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    public static ConditionNode Read(JsonElement json)
    {
        if (json.TryGetProperty("and", out JsonElement and))
            return new AndNode([.. and.EnumerateArray().Select(Read)], default);
        if (json.TryGetProperty("or", out JsonElement or))
            return new OrNode([.. or.EnumerateArray().Select(Read)], default);
        if (json.TryGetProperty("not", out JsonElement not))
            return new NotNode(Read(not), default);
        if (json.TryGetProperty("ident", out JsonElement macro))
            return new MacroNode(macro.GetString()!, default);
        if (json.TryGetProperty("unary", out JsonElement unary))
            return new ExistsNode(ReadOperand(unary), default);
        string[] words = json.GetProperty("cmp").GetString()!.Split(' ');
        ComparisonOperator operation = OperatorSyntax.All.Single(syntax => syntax.Text == words[0]).Operator!.Value;
        OperatorModifier modifier = words.Length == 1 ? OperatorModifier.None : Enum.Parse<OperatorModifier>(words[1], ignoreCase: true);
        OperandNode left = ReadOperand(json.GetProperty("left"));
        return new ComparisonNode(left, operation, modifier, ReadOperand(json.GetProperty("right")), default)
        {
            IsDoubleEquals = words[0] == "==",
        };
    }

    private static JsonObject Write(OperandNode node)
    {
        switch (node)
        {
            case FieldNode field:
                return WithArgument(new JsonObject { ["field"] = field.Name }, field.Argument);
            case TransformerNode transformer:
                JsonObject json = new() { ["transformer"] = transformer.Name, ["args"] = WriteAll(transformer.Arguments, Write) };
                return WithArgument(json, transformer.Argument);
            case ValueNode value:
                return new JsonObject { ["value"] = ByteText.ToText(value.Text) };
            case ListNode list:
                return new JsonObject { ["list"] = WriteAll(list.Values, value => JsonValue.Create(ByteText.ToText(value))) };
            case TransformerListNode list:
                return new JsonObject { ["tlist"] = WriteAll(list.Items, Write) };
            default:
                throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    private static JsonObject WithArgument(JsonObject json, string? argument)
    {
        if (argument is not null)
            json["arg"] = ByteText.ToText(argument);
        return json;
    }

    private static JsonArray WriteAll<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => [.. items.Select(write)];

    private static OperandNode ReadOperand(JsonElement json)
    {
        string? argument = json.TryGetProperty("arg", out JsonElement arg) ? ByteText.FromText(arg.GetString()!) : null;
        if (json.TryGetProperty("field", out JsonElement field))
            return new FieldNode(field.GetString()!, argument, default);
        if (json.TryGetProperty("transformer", out JsonElement name))
            return new TransformerNode(name.GetString()!, [.. json.GetProperty("args").EnumerateArray().Select(ReadOperand)], argument, default);
        if (json.TryGetProperty("value", out JsonElement value))
            return new ValueNode(ByteText.FromText(value.GetString()!), default);
        if (json.TryGetProperty("list", out JsonElement list))
            return new ListNode([.. list.EnumerateArray().Select(item => ByteText.FromText(item.GetString()!))], default);
        return new TransformerListNode([.. json.GetProperty("tlist").EnumerateArray().Select(ReadOperand)], default);
    }
}
