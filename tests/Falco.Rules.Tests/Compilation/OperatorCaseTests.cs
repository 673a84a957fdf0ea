using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Compilation;

/// <summary>
/// The language by its tables (<c>Cases/*.cases</c>): every operator with every type, with and without a value. A line is a condition and
/// what it gives: <c>true</c>, <c>false</c>, or the error.
/// </summary>
public sealed class OperatorCaseTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Falco.Rules.Tests", "Compilation", "Cases");

    public static TheoryData<string> Tables => new(Directory.EnumerateFiles(Folder, "*.cases").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_condition_gives_what_its_line_says(string table)
    {
        FakeFields fields = Fields();
        List<string> wrong = [];
        int count = 0;
        foreach ((string condition, string expected) in Conditions.Rows(File.ReadAllText(Path.Combine(Folder, table))))
        {
            count++;
            BindingResult bound = Conditions.Bind(condition, fields);
            string actual = bound.Error ?? (ConditionInterpreter.Evaluate(bound.Condition!, default, new FieldScratch()) ? "true" : "false");
            if (actual != expected)
                wrong.Add($"{condition} ⇶ {actual}, not {expected}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{table}: {count - wrong.Count} / {count}");
        Assert.NotEqual(0, count);
        Assert.Equal("", string.Join('\n', wrong));
    }

    [Fact]
    public void Every_type_that_can_be_compared_has_a_table()
    {
        string all = string.Concat(Directory.EnumerateFiles(Folder, "*.cases").Select(File.ReadAllText));
        foreach (string operation in (string[])["=", "==", "!=", "<", "<=", ">", ">=", .. "contains icontains startswith endswith bcontains bstartswith glob iglob regex in intersects pmatch".Split(' ')])
        {
            foreach (string field in (string[])["int64", "bool", "text", "buffer", "ip", "net", "texts", "uid"])
                Assert.Contains($"v.{field} {operation} ", all, StringComparison.Ordinal);
        }
    }

    private static FakeFields Fields()
    {
        FakeFields fields = new FakeFields()
            .Number("v.int8", ParameterType.Int8, -1).Number("v.int64", ParameterType.Int64, -5).Number("v.uint32", ParameterType.UInt32, 7)
            .Number("v.uint64", ParameterType.UInt64, -1).Number("v.port", ParameterType.Port, 443).Number("v.flags32", ParameterType.Flags32, 6)
            .Number("v.pid", ParameterType.Pid, 77).Number("v.reltime", ParameterType.RelTime, 1000)
            .Number("v.double", ParameterType.Double, BitConverter.DoubleToInt64Bits(1.5)).Number("v.bool", ParameterType.Bool, 1)
            .Text("v.text", "nginx").Text("v.same", "nginx").Text("v.other", "apache").Text("v.empty", "")
            .Text("v.path", "/usr/lib/nginx/core.so", ParameterType.FsPath)
            .Bytes("v.buffer", ParameterType.ByteBuf, 0x61, 0x00, 0x62)
            .Address("v.ip", "10.1.2.3").Address("v.net", "10.1.2.3", ParameterType.IPNet)
            .Texts("v.texts", ["a", "b", "b"]).Numbers("v.numbers", 1, 2).Texts("v.nothing", []).Number("v.uid", ParameterType.Uid, 0);
        foreach (ParameterType type in (ParameterType[])
            [
                ParameterType.Int8, ParameterType.Int64, ParameterType.UInt32, ParameterType.UInt64, ParameterType.Port, ParameterType.Flags32,
                ParameterType.Pid, ParameterType.RelTime, ParameterType.Double, ParameterType.Bool, ParameterType.Uid,
            ])
        {
            fields.Missing("m." + type.ToString().ToLowerInvariant(), type);
        }

        return fields
            .Missing("m.text").Missing("m.path", ParameterType.FsPath).Missing("m.buffer", ParameterType.ByteBuf)
            .Missing("m.ip", ParameterType.IPAddr).Missing("m.net", ParameterType.IPNet)
            .Missing("m.texts", flags: FieldFlags.List).Missing("m.numbers", ParameterType.UInt64, FieldFlags.List);
    }
}
