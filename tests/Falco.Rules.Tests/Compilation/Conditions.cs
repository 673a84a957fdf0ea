using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Language;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Compilation;

/// <summary>Conditions over fields with fixed values.</summary>
internal static class Conditions
{
    /// <summary>One field of every kind.</summary>
    public static FakeFields Fields => new FakeFields()
        .Text("t.name", "nginx").Text("t.path", "/usr/lib/nginx/core.so", ParameterType.FsPath).Text("t.empty", "").Text("t.same", "nginx")
        .Text("t.b64", "bmdpbng=").Text("t.dash", "*g*").Text("t.mixed", "NGinx")
        .Bytes("t.raw", ParameterType.CharBuf, (byte)'a', 0xFF, (byte)'b')
        .Missing("t.none").Missing("t.nonum", ParameterType.Int64)
        .Bytes("t.buffer", ParameterType.ByteBuf, 0x61, 0x00, 0x62)
        .Number("t.int", ParameterType.Int64, -5).Number("t.small", ParameterType.Int8, -1).Number("t.uint", ParameterType.UInt32, 0xFFFFFFFF)
        .Number("t.big", ParameterType.UInt64, -1).Number("t.port", ParameterType.Port, 443).Number("t.bool", ParameterType.Bool, 1)
        .Number("t.double", ParameterType.Double, BitConverter.DoubleToInt64Bits(1.5))
        .Number("t.pid", ParameterType.Pid, 77, ParameterFormat.Identifier).Number("t.uid", ParameterType.Uid, 0)
        .Address("t.ip", "10.1.2.3").Address("t.ip6", "2001:db8::1").Address("t.net", "10.1.2.3", ParameterType.IPNet)
        .Address("t.net6", "2001:db8::1", ParameterType.IPNet)
        .Texts("t.list", ["a", "b", "b"]).Texts("t.nolist", []).Numbers("t.numbers", 1, 2).Texts("t.argv", ["-l", "-p80", "file"])
        .Text("t.fixed", "x", flags: FieldFlags.NoTransformer | FieldFlags.NoRightHandSide)
        .Text("evt.type", "openat")
        .Candidates("t.ends", ParameterType.IPAddr, FieldComparison.EitherEnd, [10, 0, 0, 1], [10, 0, 0, 2])
        .Candidates("t.noends", ParameterType.IPAddr, FieldComparison.EitherEnd)
        .Candidates("t.noconnection", ParameterType.IPAddr, FieldComparison.EitherEnd, null)
        .Candidates("t.endports", ParameterType.Port, FieldComparison.EitherEnd, Port(80), Port(50000))
        .Candidates("t.endnets", ParameterType.IPNet, FieldComparison.EitherEnd, [10, 0, 0, 1], [192, 168, 0, 1])
        .Candidates("t.ancestors", ParameterType.CharBuf, FieldComparison.AnyAncestor, "bash"u8.ToArray(), "systemd"u8.ToArray())
        .Candidates("t.noancestors", ParameterType.CharBuf, FieldComparison.AnyAncestor);

    /// <summary>Parses and binds a condition.</summary>
    public static BindingResult Bind(string condition, IFieldResolver? fields = null)
    {
        bool isParsed = ConditionParser.TryParse(condition, ConditionParserOptions.Default, out ConditionNode? node, out _, out string? error);
        Assert.True(isParsed, $"{condition}: {error}");
        return ConditionBinder.Bind(node!, fields ?? Fields);
    }

    /// <summary>Whether a condition holds.</summary>
    public static bool Evaluate(string condition, IFieldResolver? fields = null)
    {
        BindingResult bound = Bind(condition, fields);
        Assert.True(bound.Error is null, $"{condition}: {bound.Error}");
        return ConditionInterpreter.Evaluate(bound.Condition!, default, new FieldScratch());
    }

    /// <summary>Asserts a table of lines "condition ⇶ true" or "condition ⇶ false".</summary>
    public static void AssertTable(string table)
    {
        foreach ((string condition, string expected) in Rows(table))
            Assert.True(Evaluate(condition).ToString().Equals(expected, StringComparison.OrdinalIgnoreCase), $"{condition} is not {expected}");
    }

    /// <summary>Asserts a table of lines "condition ⇶ error".</summary>
    public static void AssertErrors(string table)
    {
        foreach ((string condition, string expected) in Rows(table))
            Assert.Equal($"{condition} ⇶ {expected}", $"{condition} ⇶ {Bind(condition).Error ?? "ok"}");
    }

    /// <summary>The rows of a table.</summary>
    public static IEnumerable<(string Left, string Right)> Rows(string table)
    {
        foreach (string line in table.Split('\n'))
        {
            string[] sides = line.Split(" ⇶ ");
            if (sides.Length == 2)
                yield return (sides[0].Trim(), sides[1]);
        }
    }

    private static byte[] Port(ushort port) => BitConverter.GetBytes((ulong)port);
}
