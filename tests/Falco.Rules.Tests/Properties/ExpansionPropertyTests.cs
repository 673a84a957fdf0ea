using CsCheck;
using Falco.Rules.Tests.Loading;

namespace Falco.Rules.Tests.Properties;

/// <summary>Exceptions and overrides are ways of writing: a rule that is written out compiles to the same.</summary>
public sealed class ExpansionPropertyTests
{
    private static readonly Gen<string> Value = Gen.OneOfConst("a", "/b", "c d", "e.f", "7", "shells");

    // A list whose name stands where one value belongs leaves no condition.
    private static readonly Gen<string> Single = Value.Where(value => value != "shells");

    private static readonly Gen<string> Field = Gen.OneOfConst("proc.name", "fd.name", "proc.pname", "toupper(proc.exe)");

    private static readonly Gen<string> Condition = Gen.OneOfConst(
        "proc.pid = 1", "proc.name in (shells, x)", "not proc.pname = \"y z\"", "(fd.name startswith /etc or shell)", "shell");

    [Fact]
    public void Exceptions_of_one_field_are_negated_sets() =>
        Gen.Select(Condition, Field, Gen.OneOfConst("in", "pmatch", "intersects", "startswith oneof", "= anyof"), Value.Array[1, 4]).Sample(
            (condition, field, comparison, values) => AssertSame(
                Rule(condition, $"  exceptions:\n  - {{name: e, fields: \"{field}\", comps: \"{comparison}\", values: [{Items(values)}]}}\n"),
                Rule($"({condition}) and not {field} {comparison} ({Items(values, '"')})")),
            iter: 300,
            seed: "0000000000002",
            threads: 1);

    [Fact]
    public void Exceptions_of_several_fields_are_negated_alternatives() =>
        Gen.Select(Condition, Field, Field, Gen.OneOfConst("=", "!=", "startswith", "contains"), Gen.Select(Single, Value).Array[1, 3]).Sample(
            (condition, first, second, comparison, rows) => AssertSame(
                Rule(condition, $"  exceptions:\n  - {{name: e, fields: [\"{first}\", \"{second}\"], comps: [\"{comparison}\", in], values: [{Rows(rows)}]}}\n"),
                Rule($"({condition}) and not ({Alternatives(rows, first, second, comparison)})")),
            iter: 300,
            seed: "0000000000003",
            threads: 1);

    [Fact]
    public void Appended_and_replaced_conditions_are_the_text_that_they_leave() =>
        Gen.Select(Condition, Gen.Select(Gen.Bool, Gen.OneOfConst("and ", "or "), Condition).Array[1, 5]).Sample(
            (condition, changes) =>
            {
                string file = Rule(condition);
                foreach ((bool appends, string word, string more) in changes)
                {
                    condition = appends ? $"{condition} {word}{more}" : more;
                    file += $"- rule: r\n  condition: {(appends ? word : "")}{more}\n  override: {{condition: {(appends ? "append" : "replace")}}}\n";
                }

                AssertSame(file, Rule(condition));
            },
            iter: 300,
            seed: "0000000000004",
            threads: 1);

    [Fact]
    public void Appended_lists_and_macros_are_the_text_that_they_leave() =>
        Gen.Select(Value.Array[1, 3], Value.Array[1, 3], Condition, Condition.Where(condition => !condition.Contains("shell"))).Sample(
            (items, more, condition, macro) => AssertSame(
                Definitions(items, macro) + $"- list: l\n  items: [{Items(more)}]\n  override: {{items: append}}\n"
                    + $"- macro: m\n  condition: or {condition.Replace("shell", "proc.tty = 0").Replace("proc.tty = 0s", "shells")}\n  append: true\n" + Rule("m and proc.exe in (l)"),
                Definitions([.. items, .. more], $"{macro} or {condition.Replace("shell", "proc.tty = 0").Replace("proc.tty = 0s", "shells")}") + Rule("m and proc.exe in (l)")),
            iter: 300,
            seed: "0000000000005",
            threads: 1);

    private static string Definitions(string[] items, string macro) => $"- list: l\n  items: [{Items(items)}]\n- macro: m\n  condition: {macro}\n";

    private static string Rule(string condition, string more = "") => Files.Rule("r", condition, more);

    private static string Items(IEnumerable<string> values, char? quote = null) =>
        string.Join(", ", values.Select(value => quote is not null && value.Contains(' ') ? $"{quote}{value}{quote}" : value));

    private static string Rows(IEnumerable<(string First, string Second)> rows) => string.Join(", ", rows.Select(row => $"[{row.First}, [{row.Second}, x]]"));

    private static string Alternatives(IEnumerable<(string First, string Second)> rows, string first, string second, string comparison) =>
        string.Join(" or ", rows.Select(row => $"({first} {comparison} {Items([row.First], '"')} and {second} in ({Items([row.Second, "x"], '"')}))"));

    private static void AssertSame(string shortened, string written)
    {
        const string Shared = "- list: shells\n  items: [sh, \"b sh\"]\n- macro: shell\n  condition: proc.name in (shells)\n";
        Assert.Equal(Files.Condition(Shared + written), Files.Condition(Shared + shortened));
    }
}
