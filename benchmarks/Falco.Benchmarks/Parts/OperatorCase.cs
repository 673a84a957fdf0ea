using System.Buffers.Binary;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph.Checks;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Engine;
using Falco.Rules.Language;

namespace Falco.Benchmarks.Parts;

/// <summary>A value of a field, kept apart from an event.</summary>
internal sealed record OperatorCase(ParameterType Type, byte[] Bytes, ulong Number = 0, bool IsList = false)
{
    /// <summary>A path of average length.</summary>
    public static OperatorCase Path { get; } = new(ParameterType.CharBuf, "/usr/lib/python3.11/encodings/__pycache__/utf_8.cpython-311.pyc"u8.ToArray());

    /// <summary>The value that a condition on one of the fields below is tried on.</summary>
    public static OperatorCase For(string field) => field switch
    {
        "fd.name" => Path,
        "evt.buffer" => Path with { Type = ParameterType.ByteBuf },
        "fd.num" => new OperatorCase(ParameterType.Int64, [], 7),
        "fd.sip" => new OperatorCase(ParameterType.IPv4Addr, [10, 1, 2, 3]),
        "fd.snet" => new OperatorCase(ParameterType.IPv4Net, [10, 1, 2, 3]),
        "fd.types" => new OperatorCase(ParameterType.CharBuf, [.. Element("file"), .. Element("pipe"), .. Element("ipv4")], IsList: true),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No value is known."),
    };

    /// <summary>The checks that a condition is made of, one or a row of alternatives.</summary>
    public static IReadOnlyList<BoundCheck> Bind(string condition)
    {
        if (!ConditionParser.TryParse(condition, ConditionParserOptions.Default, out ConditionNode? node, out _, out string? error))
            throw new InvalidOperationException($"{condition}: {error}");
        return ConditionBinder.Bind(node, FieldCatalog.For("syscall")).Condition switch
        {
            BoundCheck check => [check],
            BoundOr any => [.. any.Children.Cast<BoundCheck>()],
            _ => throw new InvalidOperationException($"{condition}: neither a check nor alternatives"),
        };
    }

    /// <summary>The test of a condition.</summary>
    public static ValueTest Compile(string condition, RuleOptimizations optimizations)
    {
        IReadOnlyList<BoundCheck> checks = Bind(condition);
        return checks.Count == 1 ? FastTests.For(checks[0], optimizations) : FastTests.ForAny(checks, optimizations);
    }

    /// <summary>Sets the value.</summary>
    public void Load(out FieldValue value) => value = new FieldValue { Type = Type, Bytes = Bytes, Number = Number, IsList = IsList };

    private static byte[] Element(string text)
    {
        byte[] element = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(element, text.Length);
        Encoding.UTF8.GetBytes(text, element.AsSpan(4));
        return element;
    }
}
