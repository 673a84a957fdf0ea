using Falco.Rules.Language;
using Falco.Rules.Loading;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Tests.Loading;

/// <summary>Rule files as a whole: structure, requirements, places.</summary>
public sealed class FileTests
{
    [Theory]
    [InlineData("a", "LOAD_ERR_YAML_VALIDATE Rules content is not yaml")]
    [InlineData("a: b", "LOAD_ERR_YAML_VALIDATE Rules content is not yaml array of objects")]
    [InlineData("- a", "LOAD_ERR_YAML_VALIDATE Unexpected element type. Each element should be a yaml associative array.")]
    [InlineData("- list: l", "LOAD_ERR_YAML_VALIDATE Item has no mapping for key 'items'")]
    [InlineData("- list: l\n  items: x", "LOAD_ERR_YAML_VALIDATE Value is not a sequence")]
    [InlineData("- list: l\n  items: [[x]]", "LOAD_ERR_YAML_VALIDATE sequence value is not scalar")]
    [InlineData("- macro:\n  condition: x", "LOAD_ERR_YAML_VALIDATE Mapping for key 'macro' is empty")]
    [InlineData("- macro: ''\n  condition: x", "LOAD_ERR_YAML_VALIDATE Value must be non-empty")]
    [InlineData("- macro: m\n  condition: [x]", "LOAD_ERR_YAML_VALIDATE Value is not a scalar value")]
    [InlineData("- macro: m\n  condition: x\n  append: maybe", "LOAD_ERR_YAML_VALIDATE Can't decode YAML scalar value")]
    [InlineData("- required_engine_version: 99", "LOAD_ERR_VALIDATE Rules require engine version 0.99.0, but engine version is 0.63.0")]
    [InlineData("- required_engine_version: 1.0.0", "LOAD_ERR_VALIDATE Rules require engine version 1.0.0, but engine version is 0.63.0")]
    [InlineData("- required_engine_version: x",
        "LOAD_ERR_YAML_VALIDATE Unable to parse engine version 'x' as a semver string. Expected \"x.y.z\" semver format.")]
    [InlineData("- required_plugin_versions:\n  - {name: p, version: x}", "LOAD_ERR_VALIDATE Invalid required version 'x' for plugin 'p'")]
    public void A_file_of_another_shape_is_an_error(string content, string error) => Assert.Equal(error, Files.Error(content));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n---\n- \n")]
    [InlineData("- required_engine_version: 0x10\n- required_engine_version: 0.57.0-rc1\n")]
    public void Empty_documents_and_items_are_skipped(string content) => Assert.True(Files.Load(content).Last.IsSuccessful);

    [Fact]
    public void Text_that_is_not_YAML_is_an_error_with_its_place()
    {
        RuleLoadResult result = Files.Load("- rule: [a\n- b").Last;
        Assert.Equal("LOAD_ERR_YAML_PARSE", Assert.Single(result.Errors).Code);
        Assert.Null(result.SchemaWarnings);
    }

    [Fact]
    public void A_damaged_file_never_throws()
    {
        string content = Files.Rule("r", "evt.type in (l) and m", "  exceptions:\n  - {name: e, fields: [proc.name], values: [[\"a b\"]]}\n")
            + "- list: l\n  items: [a]\n- macro: m\n  condition: >\n    proc.pid = 1\n";
        for (int i = 0; i < content.Length; i++)
        {
            Files.Load(content[..i]);
            foreach (char wrong in "[]{}:,-'\"&*|>%\t\0")
                Files.Load(content[..i] + wrong + content[(i + 1)..]);
        }
    }

    [Fact]
    public void Nesting_without_end_is_an_error() =>
        Assert.StartsWith("LOAD_ERR_YAML_PARSE", Files.Error(new string('[', 100_000)));

    [Fact]
    public void Unknown_items_and_keys_are_warned_of() =>
        Assert.Equal(["LOAD_UNKNOWN_ITEM", "LOAD_UNKNOWN_KEY", "LOAD_UNUSED_LIST"], Files.Warnings("- x: y\n- list: l\n  items: [a]\n  x: y\n"));

    [Fact]
    public void Required_plugins_are_those_of_all_files_and_alternatives_count()
    {
        RuleLoader loader = new();
        loader.Load("a.yaml", "- required_plugin_versions:\n  - {name: other, version: 1.0.0, alternatives: [{name: container, version: 0.4.0}]}\n");
        Assert.Null(loader.CheckPluginRequirements());
        loader.Load("b.yaml", "- required_plugin_versions:\n  - {name: container, version: 0.9.0}\n");
        Assert.Equal("Plugin 'container' version '0.7.1' is not compatible with required plugin version '0.9.0'", loader.CheckPluginRequirements());
    }

    [Fact]
    public void Places_count_bytes_whatever_the_line_ends_are()
    {
        Assert.True(YamlReader.TryRead("- a: é\r\n  b: [x,\r\n  \"ü\", z]\r\n  c:\r\n", out IReadOnlyList<YamlNode>? documents, out _, out _));
        YamlNode item = documents[0].Items[0];
        Assert.Equal(new SourcePosition(2, 0, 2), item.Position);
        Assert.Equal(new SourcePosition(14, 1, 5), item["b"]!.Position);
        Assert.Equal(new SourcePosition(27, 2, 8), item["b"]!.Items[2].Position);
    }

    [Fact]
    public void A_mark_of_byte_order_is_skipped() => Assert.Equal("evt.type = open", Files.Condition("\uFEFF" + Files.Rule("r", "evt.type = open")));

    [Fact]
    public void Departures_from_the_schema_are_told_innermost_first()
    {
        RuleLoadResult result = Files.Load(Files.Rule("r", "evt.type = open", "  tags: [a, [b]]\n").Replace("INFO", "info")).Last;
        Assert.NotNull(result.SchemaWarnings);
        Assert.Equal(
            [
                "failed for <root>[0][priority]: Failed to match against any enum values.",
                "failed for <root>[0]: Failed to validate against schema associated with property name 'priority'.",
                "failed for <root>[0][tags][1]: Value type not permitted by 'type' constraint.",
                "failed for <root>[0][tags]: Failed to validate item #1 in array.",
                "failed for <root>[0]: Failed to validate against schema associated with property name 'tags'.",
                "failed for <root>: Failed to validate item #0 in array.",
            ],
            result.SchemaWarnings);
    }
}
