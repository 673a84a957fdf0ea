using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Loading;

/// <summary>What the configuration adds to outputs.</summary>
public sealed class OutputTests
{
    [Fact]
    public void Formats_are_appended_in_order_to_the_rules_that_are_meant()
    {
        RuleLoader loader = Load(
            new OutputAppendix { ExtraOutput = "one" },
            new OutputAppendix { ExtraOutput = "two", Tags = ["t", "u"] },
            new OutputAppendix { ExtraOutput = "three", Tags = ["t", "x"] },
            new OutputAppendix { ExtraOutput = "four", Rule = "r", Source = "syscall" },
            new OutputAppendix { ExtraOutput = "five", Rule = "s" });
        Assert.Equal("o one two four", loader.Compilation.Rules[0].Output);
    }

    [Fact]
    public void Suggested_fields_are_those_of_the_plugins() => Assert.Equal(
        "o container_id=%container.id container_name=%container.name container_image_repository=%container.image.repository "
        + "container_image_tag=%container.image.tag k8s_pod_name=%k8s.pod.name k8s_ns_name=%k8s.ns.name",
        Load(new OutputAppendix { SuggestedOutput = true }).Compilation.Rules[0].Output);

    [Fact]
    public void Extra_fields_are_kept_apart_and_sorted()
    {
        Rule rule = Load(
            new OutputAppendix { FormattedFields = [new("z", "%proc.name %proc.pid"), new("a", "%fd.name")], RawFields = ["proc.pid"] }).Build().Rules[0];
        Assert.Equal(["a", "proc.pid", "z"], rule.ExtraFields.Select(extra => extra.Name));
        Assert.Equal([false, true, false], rule.ExtraFields.Select(extra => extra.IsRaw));
    }

    [Fact]
    public void An_output_that_cannot_be_filled_in_is_an_error() => Assert.Equal(
        "LOAD_ERR_COMPILE_OUTPUT unknown filter: unexpected token after '",
        Files.Error(Files.Rule("r", "evt.type = open").Replace("output: o", "output: \"%no.field\"")));

    [Fact]
    public void Deprecated_fields_are_warned_of_once_for_each_name_within() => Assert.Equal(
        ["evt.latency", "evt.latency.ns"],
        Files.Load(Files.Rule("r", "evt.type = open").Replace("output: o", "output: \"%evt.latency.ns\"")).Last.Warnings
            .Select(warning => warning.DeprecatedField));

    private static RuleLoader Load(params OutputAppendix[] appendices)
    {
        RuleLoader loader = new(new RuleLoaderOptions { AppendOutput = appendices });
        RuleLoadResult result = loader.Load("f.yaml", Files.Rule("r", "evt.type = open", "  tags: [t, u]\n"));
        Assert.True(result.IsSuccessful, result.ToString());
        return loader;
    }
}
