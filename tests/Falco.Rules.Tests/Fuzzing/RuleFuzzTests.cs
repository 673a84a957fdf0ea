using System.Diagnostics;
using System.Text;
using Falco.Fuzz.Targets;

namespace Falco.Rules.Tests.Fuzzing;

/// <summary>The targets of the fuzzer, fed with seeded mutations on every run.</summary>
public sealed class RuleFuzzTests
{
    private const int Inputs = 3_000;

    // No input of a few thousand bytes may take longer, however busy the machine is.
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(20);

    private static readonly string[] Conditions =
    [
        "evt.type in (open, openat) and not proc.name in (a, \"b c\") or (fd.name startswith /etc and user.uid = 0)",
        "proc.aname[2] = \"x\\\"y\" and toupper(proc.name) = val(proc.pname) and join(\"-\", (\"a\", proc.name)) contains oneof (a, b)",
        "not (not proc.pid >= -1e+3) and getopt(proc.args, \"ab:\")[b] exists and fd.name pmatch (/usr, /etc/*)",
        "proc.name regex \"[a-z]+(x|y){2,3}[[:alpha:]]\\\\.\" and fd.net = 10.0.0.0/8 and evt.rawarg.res < 0",
    ];

    private static readonly string[] Outputs =
    [
        "%evt.time.s %12proc.name|%proc.aname[2] %toupper(proc.name)%join(\"-\", (\"x\", proc.name)) %evt.arg[0]%evt.arg.flags (%fd.name)",
    ];

    private static readonly string[] Changes =
    [
        "- rule: r\n  condition: and x\n  exceptions:\n  - {name: e, values: [[c, d]]}\n  tags: [t]\n  override: {condition: append, exceptions: append, tags: replace}\n",
        "- list: shells\n  items: [zsh, shells]\n  override: {items: append}\n- macro: shell\n  condition: or m2\n  append: true\n- rule: r\n  enabled: false\n",
        "- rule: r\n  priority: WARNING\n  output: new %fd.name\n  desc: e\n  capture: true\n  capture_duration: 0x10\n  override: {priority: replace, output: append, desc: replace, capture: replace, capture_duration: replace}\n",
    ];

    private static readonly string[] Files =
    [
        "- required_engine_version: 0.57.0\n- required_plugin_versions:\n  - {name: p, version: 1.2.3, alternatives: [{name: q, version: 0.1.0}]}\n",
        "- &a\n  list: l\n  items: &i [a, 'b c', 3]\n- list: k\n  items: *i\n---\n# c\n- macro: m\n  condition: >\n    proc.name in (l, k)\n",
        Loading.Files.Rule("r", "evt.type = open and fd.name startswith /etc", "  exceptions:\n  - name: e\n    fields: [proc.name]\n    comps: [in]\n    values:\n    - [[a, b]]\n  tags: [x]\n"),
    ];

    private static readonly string[] Words =
    [
        " and ", " or ", "not ", "(", ")", "[", "]", "\"", "'", "\\", "\\x4", "%", "val(", "concat(", "getopt(", "oneof ", " in ", " exists", "<NA>",
        "proc.name", "evt.num", "evt.type", "1e+", "0x", "\n", "\r\n", "  ", "- ", ": ", "&a ", "*a", "!!binary ", "|\n", ">\n", "? ", "<<: ", "~",
        "override: ", "append", "replace", "values: ", "{", "}", ",", "---\n", "...\n", "%YAML 1.2\n", "\0", "\u00e9", "\u2028",
    ];

    [Theory]
    [InlineData("condition", 1)]
    [InlineData("output", 2)]
    [InlineData("file", 3)]
    [InlineData("overrides", 4)]
    public void A_changed_input_gives_a_result_or_an_error_in_time(string target, int seed)
    {
        string[] corpus = target switch
        {
            "condition" => Conditions,
            "output" => Outputs,
            "overrides" => Changes,
            _ => [.. Files, .. Changes],
        };
        Mutation mutation = new(seed, [.. corpus.Select(Encoding.UTF8.GetBytes)], [.. Words.Select(Encoding.UTF8.GetBytes)]);
        for (int i = 0; i < Inputs; i++)
        {
            byte[] input = mutation.Next();
            Stopwatch watch = Stopwatch.StartNew();
            Exception? thrown = Record.Exception(() => RuleTargets.All[target](input));
            Assert.True(thrown is null, $"input {i} of seed {seed}, {Convert.ToHexString(input)}: {thrown}");
            Assert.True(watch.Elapsed < Slowest, $"input {i} of seed {seed}, {Convert.ToHexString(input)}, took {watch.Elapsed}");
        }
    }
}
