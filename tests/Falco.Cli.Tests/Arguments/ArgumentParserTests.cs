using Falco.Cli.Arguments;

namespace Falco.Cli.Tests.Arguments;

public sealed class ArgumentParserTests
{
    [Theory]
    [InlineData("-c", "x.yaml")]
    [InlineData("-cx.yaml")]
    public void Short_option_takes_the_rest_or_the_next_argument(params string[] arguments) =>
        Assert.Equal("x.yaml", ArgumentParser.Parse(arguments).Value(OptionKind.Configuration));

    [Theory]
    [InlineData("--option", "a=b=c")]
    [InlineData("--option=a=b=c")]
    [InlineData("-o", "a=b=c")]
    [InlineData("-oa=b=c")]
    public void Long_option_takes_what_follows_the_first_equals_sign_or_the_next_argument(params string[] arguments) =>
        Assert.Equal("a=b=c", ArgumentParser.Parse(arguments).Value(OptionKind.Override));

    [Fact]
    public void Repeated_option_keeps_all_values_in_order() =>
        Assert.Equal(["a", "b", "c"], ArgumentParser.Parse(["-ra", "-r", "b", "-rc"]).Values(OptionKind.RulesFile));

    [Fact]
    public void Value_may_begin_with_a_dash() =>
        Assert.Equal("-v", ArgumentParser.Parse(["-c", "-v"]).Value(OptionKind.Configuration));

    [Fact]
    public void Letters_can_be_joined()
    {
        ParsedArguments parsed = ArgumentParser.Parse(["-UvM5"]);

        Assert.True(parsed.Has(OptionKind.Unbuffered));
        Assert.True(parsed.Has(OptionKind.Verbose));
        Assert.Equal(5, parsed.Duration);
    }

    [Fact]
    public void Source_of_the_list_must_be_attached()
    {
        Assert.Equal("syscall", ArgumentParser.Parse(["--list=syscall"]).Value(OptionKind.ListFields));

        ParsedArguments parsed = ArgumentParser.Parse(["--list", "syscall"]);
        Assert.Equal("", parsed.Value(OptionKind.ListFields));
        Assert.Equal(["syscall"], parsed.Rest);
    }

    [Fact]
    public void Two_dashes_end_the_options() =>
        Assert.Equal(["-x", "y"], ArgumentParser.Parse(["-v", "--", "-x", "y"]).Rest);

    [Theory]
    [InlineData(true, "--dry-run=true")]
    [InlineData(false, "--dry-run=false")]
    public void Switch_may_have_a_truth_value(bool expected, string argument) =>
        Assert.Equal(expected, ArgumentParser.Parse([argument]).Has(OptionKind.DryRun));

    [Theory]
    [InlineData("Option 'zzz' does not exist", "--zzz")]
    [InlineData("Option 'z' does not exist", "-z")]
    [InlineData("Option 'z' does not exist", "-vz")]
    [InlineData("Option 'r' is missing an argument", "-r")]
    [InlineData("Option 'option' is missing an argument", "--option")]
    [InlineData("Argument 'x' failed to parse", "--dry-run=x")]
    public void Wrong_arguments_are_told(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<CommandException>(() => ArgumentParser.Parse(arguments)).Message);
}
