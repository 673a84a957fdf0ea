using Falco.Core.Fields;
using Falco.Rules.Formatting;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Formatting;

public sealed class RuleFormatterTests
{
    public static TheoryData<string> OfficialFiles =>
    [
        "falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml", "k8s_audit_rules.yaml",
        "aws_cloudtrail_rules.yaml", "gcp_auditlog_rules.yaml", "github.yaml", "okta_rules.yaml",
    ];

    [Theory]
    [InlineData("- list: a\n  items: [x]\n- list: b\n  items: [y]\n", "- list: a\n  items: [x]\n\n- list: b\n  items: [y]\n")]
    [InlineData("- list: a\n  items: [x]\n\n\n\n- list: b\n  items: [y]\n\n\n", "- list: a\n  items: [x]\n\n- list: b\n  items: [y]\n")]
    [InlineData("  -   list:    a\n      items: [ x,y ,  z ]\n", "- list: a\n  items: [x, y, z]\n")]
    [InlineData("- list: a\n  items: []  \n", "- list: a\n  items: []\n")]
    [InlineData("- list: a\n  items: [\n         x,\n         y\n     ]\n", "- list: a\n  items: [\n    x,\n    y\n  ]\n")]
    [InlineData("- list: a\n  items:\n  - x\n  - y\n", "- list: a\n  items:\n    - x\n    - y\n")]
    [InlineData("- macro: m\n  condition: >\n         a\n           b\n\n         c\n", "- macro: m\n  condition: >\n    a\n      b\n\n    c\n")]
    [InlineData("- macro: m\n  condition: (a and\n          (b or\n            c))\n", "- macro: m\n  condition: (a and\n    (b or\n      c))\n")]
    [InlineData("- rule: r\n  exceptions:\n  -  name: n\n     fields: [a,b]\n", "- rule: r\n  exceptions:\n    - name: n\n      fields: [a, b]\n")]
    [InlineData("- list: a\r\n  items: [x]\r\n", "- list: a\n  items: [x]\n")]
    [InlineData("- list: a\n  items: ['x, y',  \"]\"]", "- list: a\n  items: ['x, y', \"]\"]\n")]
    public void A_file_is_laid_out_in_one_way(string content, string expected)
    {
        FormatResult result = RuleFormatter.Format("f.yaml", content);
        Assert.Null(result.Problem);
        Assert.Equal(expected, result.Text);
        Assert.Equal(expected, RuleFormatter.Format("f.yaml", expected).Text);
    }

    [Theory]
    [InlineData("# head\n\n- list: a # at the end\n  # inside\n  items: [x]\n# of b\n- list: b\n  items: [y]\n",
        "# head\n\n- list: a # at the end\n  # inside\n  items: [x]\n\n# of b\n- list: b\n  items: [y]\n")]
    [InlineData("- list: a\n  items:\n    # of x\n    - x\n      # - y\n- list: b\n  items: [\n   z, # of z\n   # not w,\n   v]\n",
        "- list: a\n  items:\n    # of x\n    - x\n      # - y\n\n- list: b\n  items: [\n    z, # of z\n    # not w,\n    v]\n")]
    [InlineData("- macro: m\n  condition: >\n    a\n    # part of the text\n  # of the file\n",
        "- macro: m\n  condition: >\n    a\n    # part of the text\n  # of the file\n")]
    public void Comments_stay_where_they_belong(string content, string expected)
    {
        string formatted = RuleFormatter.Format("f.yaml", content).Text;
        Assert.Equal(expected, formatted);
        Assert.Equal(expected, RuleFormatter.Format("f.yaml", formatted).Text);
    }

    [Theory]
    [MemberData(nameof(OfficialFiles))]
    public void An_official_file_loads_as_before_keeps_its_comments_and_is_not_changed_twice(string file)
    {
        string content = OfficialRules.Read(file).Content;
        FormatResult result = RuleFormatter.Format(file, content);

        Assert.Null(result.Problem);
        Assert.Equal(result.Text, RuleFormatter.Format(file, result.Text).Text);
        Assert.Equal(CommentsOf(content), CommentsOf(result.Text));
        Assert.Equal(Load(file, content), Load(file, result.Text));
    }

    [Fact]
    public void The_built_in_rules_are_laid_out_already()
    {
        Assert.False(RuleFormatter.Format(BuiltInRules.DefaultName, BuiltInRules.Default).IsChanged);
        Assert.False(RuleFormatter.Format(BuiltInRules.IncubatingName, BuiltInRules.Incubating).IsChanged);
    }

    [Theory]
    [InlineData("a: [\n", "LOAD_ERR_YAML_PARSE")]
    [InlineData("- list: a\n  items: >2\n     x\n", "FORMAT_REFUSED")]
    public void A_file_that_cannot_be_formatted_is_left_alone(string content, string code)
    {
        FormatResult result = RuleFormatter.Format("f.yaml", content);
        Assert.Equal(code, result.Problem!.Code);
        Assert.Equal((content, false), (result.Text, result.IsChanged));
    }

    [Fact]
    public void A_recorded_rule_file_says_the_same_afterwards()
    {
        int formatted = 0;
        foreach (string content in RecordedRuleFiles.Read())
        {
            FormatResult result = RuleFormatter.Format("f.yaml", content);
            Assert.Equal(Load("f.yaml", content), Load("f.yaml", result.Text));
            Assert.Equal(result.Text, RuleFormatter.Format("f.yaml", result.Text).Text);
            formatted += result.IsChanged ? 1 : 0;
        }

        Assert.NotEqual(0, formatted);
    }

    private static string[] CommentsOf(string content) =>
        [.. content.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('#'))];

    // All that loading gives: texts, conditions, outputs, and what is wrong.
    private static string Load(string file, string content)
    {
        RuleLoader loader = new(new RuleLoaderOptions
        {
            Sources = ((string[])["syscall", "k8s_audit", "aws_cloudtrail", "gcp_auditlog", "github", "okta"])
                .ToDictionary(source => source, IFieldResolver (source) => FieldCatalog.For(source)),
        });
        RuleLoadResult result = loader.Load(file, content);
        IEnumerable<string> problems = result.Diagnostics.Select(diagnostic => diagnostic.Code);
        IEnumerable<string> definitions = loader.Collector.Lists.Select(list => $"{list.Name}: {string.Join('|', list.Items)}")
            .Concat(loader.Collector.Macros.Select(macro => $"{macro.Name}: {macro.Condition}"))
            .Concat(loader.Collector.Rules.Select(rule =>
                $"{rule.Name}: {rule.Description} {rule.Condition} {rule.Output} {rule.Priority} {rule.IsEnabled} {string.Join('|', rule.Tags)}"));
        return string.Join('\n', [.. problems, .. definitions, RuleDescriptionJson.Write(loader) ?? ""]);
    }
}
