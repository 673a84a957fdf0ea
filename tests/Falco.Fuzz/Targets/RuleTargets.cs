using System.Text;
using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Fuzz.Targets;

/// <summary>What is fuzzed of the rule language. A target throws if the code under it does, or answers what it must not.</summary>
internal static class RuleTargets
{
    private const string Base = """
        - list: shells
          items: [sh, bash]
        - macro: shell
          condition: proc.name in (shells)
        - rule: r
          desc: d
          condition: evt.type = execve and shell
          output: o %proc.name
          priority: INFO
          exceptions:
          - {name: e, fields: [proc.name, fd.name], comps: [=, startswith], values: [[a, /b]]}

        """;

    /// <summary>The targets by name.</summary>
    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new Dictionary<string, Action<byte[]>>
    {
        ["condition"] = Condition,
        ["output"] = Output,
        ["file"] = input => Load(Encoding.UTF8.GetString(input)),
        ["overrides"] = input => Load(Base, Encoding.UTF8.GetString(input)),
    };

    private static void Condition(byte[] input)
    {
        bool isParsed = ConditionParser.TryParse(input, ConditionParserOptions.ForRules, out ConditionNode? condition, out SourcePosition end, out string? error);
        Require(isParsed == (condition is not null) && isParsed == (error is null), "A condition is parsed, or there is an error.");
        Require(end.Offset >= 0 && end.Offset <= input.Length, "The parser stops inside the text.");
        if (condition is null)
            return;
        string printed = ConditionPrinter.Print(condition);
        Require(printed.Length > 0, "A condition prints as something.");
        Load(Rule("'" + ByteText.ToText(printed).Replace("'", "''", StringComparison.Ordinal) + "'", "o"));
    }

    private static void Output(byte[] input) =>
        Load(Rule("evt.type = open", "'" + Encoding.UTF8.GetString(input).Replace("'", "''", StringComparison.Ordinal) + "'"));

    private static string Rule(string condition, string output) =>
        $"- rule: r\n  desc: d\n  condition: {condition}\n  output: {output}\n  priority: INFO\n";

    private static void Load(params string[] files)
    {
        RuleLoader loader = new();
        foreach (string file in files)
        {
            RuleSet before = loader.Build();
            RuleLoadResult result = loader.Load("fuzz.yaml", file);
            Require(result.Errors.Count == (result.IsSuccessful ? 0 : 1), "A load has one error or none.");
            Require(RuleLoadResultJson.Write(result).Length > 0 && RuleLoadResultText.Write(result).Length > 0, "A result can be told.");
            if (result.IsSuccessful)
                Require(RuleDescriptionJson.Write(loader)!.Length > 0, "What is loaded can be described.");
            else
                Require(loader.Build().Rules.SequenceEqual(before.Rules), "A file with an error changes nothing.");
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }
}
