using System.Text.Json;

namespace Falco.Cli.Tests.Listing;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("--rule-schema")]
    [InlineData("--config-schema")]
    public void Schemas_end_without_a_newline(string option)
    {
        CommandResult result = Command.Run(option);

        Assert.Equal((0, "", "\n}"), (result.ExitCode, result.Error, result.Output[^2..]));
    }

    [Theory]
    [InlineData("--rule-schema")]
    [InlineData("--config-schema")]
    public void Schemas_name_their_draft(string option)
    {
        using JsonDocument schema = JsonDocument.Parse(Command.Run(option).Output);

        Assert.Equal("http://json-schema.org/draft-06/schema#", schema.RootElement.GetProperty("$schema").GetString());
    }

    [Fact]
    public void Rule_schema_has_the_keys_of_rule_files()
    {
        using JsonDocument schema = JsonDocument.Parse(Command.Run("--rule-schema").Output);

        Assert.Equal(
            [
                "append", "capture", "capture_duration", "condition", "desc", "enabled", "exceptions", "items", "list", "macro", "output",
                "override", "priority", "required_engine_version", "required_plugin_versions", "rule", "skip-if-unknown-filter", "source",
                "tags", "warn_evttypes",
            ],
            KeysOf(Definition(schema, "FalcoRule")));
    }

    [Fact]
    public void Every_reference_of_the_rule_schema_has_a_definition()
    {
        string text = Command.Run("--rule-schema").Output;
        using JsonDocument schema = JsonDocument.Parse(text);
        string[] defined = [.. schema.RootElement.GetProperty("definitions").EnumerateObject().Select(item => item.Name)];

        IEnumerable<string> referred = text.Split("\"$ref\": \"#/definitions/")[1..].Select(rest => rest[..rest.IndexOf('"')]);

        Assert.Equal(defined, referred.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Overrides_append_or_replace_at_least_one_key()
    {
        using JsonDocument schema = JsonDocument.Parse(Command.Run("--rule-schema").Output);

        Assert.Equal(1, Definition(schema, "Override").GetProperty("minProperties").GetInt32());
        Assert.Equal(["append", "replace"], TextsOf(Definition(schema, "OverriddenItem").GetProperty("enum")));
    }

    [Fact]
    public void Priorities_are_in_capitals_most_urgent_first()
    {
        using JsonDocument schema = JsonDocument.Parse(Command.Run("--rule-schema").Output);

        Assert.Equal(
            ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "INFORMATIONAL", "DEBUG"],
            TextsOf(Definition(schema, "Priority").GetProperty("enum")));
    }

    [Fact]
    public void Items_of_lists_are_numbers_or_texts()
    {
        using JsonDocument schema = JsonDocument.Parse(Command.Run("--rule-schema").Output);

        Assert.Equal(
            ["integer", "string"],
            Definition(schema, "Item").GetProperty("anyOf").EnumerateArray().Select(type => type.GetProperty("type").GetString()));
    }

    [Fact]
    public void Configuration_schema_nests_keys()
    {
        using JsonDocument schema = JsonDocument.Parse(Command.Run("--config-schema").Output);

        JsonElement mode = Property(Property(schema.RootElement, "capture"), "mode");

        Assert.Equal(["rules", "all_rules"], TextsOf(mode.GetProperty("enum")));
    }

    [Fact]
    public void Configuration_schema_allows_no_other_keys()
    {
        using JsonDocument schema = JsonDocument.Parse(Command.Run("--config-schema").Output);

        Assert.False(Property(schema.RootElement, "webserver").GetProperty("additionalProperties").GetBoolean());
        Assert.False(schema.RootElement.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Configuration_schema_lists_alternatives_of_an_item()
    {
        using JsonDocument schema = JsonDocument.Parse(Command.Run("--config-schema").Output);

        JsonElement item = Property(schema.RootElement, "config_files").GetProperty("items");

        Assert.Equal(["string", "object"], item.GetProperty("anyOf").EnumerateArray().Select(type => type.GetProperty("type").GetString()));
    }

    [Fact]
    public void Configuration_schema_comes_before_the_rule_schema() =>
        Assert.Equal(Command.Run("--config-schema").Output, Command.Run("--rule-schema", "--config-schema").Output);

    private static JsonElement Definition(JsonDocument schema, string title) =>
        schema.RootElement.GetProperty("definitions").GetProperty(title);

    private static JsonElement Property(JsonElement type, string key) => type.GetProperty("properties").GetProperty(key);

    private static IEnumerable<string> KeysOf(JsonElement type) => type.GetProperty("properties").EnumerateObject().Select(item => item.Name);

    private static IEnumerable<string?> TextsOf(JsonElement list) => list.EnumerateArray().Select(item => item.GetString());
}
