using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;

namespace Falco.Rules.Tests.Compilation;

public sealed class OutputFormatTests
{
    [Theory]
    [InlineData("no fields", "no fields")]
    [InlineData("%t.name", "nginx")]
    [InlineData("%t.namex", "nginxx")]
    [InlineData("%t.name.", "nginx.")]
    [InlineData("%t.name[x]", "nginx[x]")]
    [InlineData("%t.name(x)", "nginx(x)")]
    [InlineData("%t.name%t.empty|%t.same é", "nginx|nginx é")]
    [InlineData("%3t.name|%8t.name|%0t.name", "ngi|nginx   |nginx")]
    [InlineData("%t.none %6t.none|", "<NA> <NA>  |")]
    [InlineData("%t.int %t.uint %t.port %t.bool %t.double", "-5 4294967295 443 true 1.5")]
    [InlineData("%t.ip %t.ip6 %t.net", "10.1.2.3 2001:db8::1 <IPNET>")]
    [InlineData("%t.list %t.nolist %t.numbers", "(a,b,b) () (1,2)")]
    [InlineData("%t.buffer", "a.b")]
    [InlineData("%toupper(t.name) end", "NGINX end")]
    [InlineData("%10toupper( t.name )|", "NGINX     |")]
    [InlineData("%join(\" \", (t.name, t.pid))", "nginx 77")]
    [InlineData("%getopt(t.argv, \"lp:\")[p] %getopt(t.argv,\"lp:\")", "80 (l,p,80)")]
    [InlineData("%len(t.name)", "5")]
    [InlineData("%t.raw", "a\ufffdb")]
    public void Formats_are_filled_in(string format, string expected) => Assert.Equal(expected, Parse("*" + format).Format(default, new FieldScratch()));

    [Theory]
    [InlineData("", "empty formatting token")]
    [InlineData("a %", "invalid formatting syntax: formatting cannot end with a %")]
    [InlineData("a %12", "invalid formatting syntax: formatting cannot end with a number")]
    [InlineData("100%%", "unknown filter: unexpected token after '")]
    [InlineData("a % b", "unknown filter: unexpected token after '")]
    [InlineData("%t.unknown", "unknown filter: unexpected token after '")]
    [InlineData("%val(t.name)", "unknown filter: unexpected token after '")]
    [InlineData("%toupper(t.int)", "unknown filter: unexpected token after '")]
    [InlineData("%toupper(t.name", "unknown filter: unexpected token after '")]
    [InlineData("%99999999999t.name", "invalid formatting syntax: a width cannot exceed 65535")]
    public void What_is_wrong_with_a_format_is_told(string format, string expected)
    {
        Assert.False(OutputFormat.TryParse(format, Conditions.Fields, out _, out string? error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Without_a_star_a_missing_value_ends_the_text()
    {
        Assert.False(Parse("a %t.name %t.none b").TryFormat(default, new FieldScratch(), out string text));
        Assert.Equal("a nginx ", text);
        Assert.True(Parse("*a %t.none b").TryFormat(default, new FieldScratch(), out text));
        Assert.Equal("a <NA> b", text);
    }

    [Fact]
    public void Numbers_are_printed_as_their_field_says()
    {
        var fields = Conditions.Fields
            .Number("n.hex", ParameterType.Int32, -1, ParameterFormat.Hexadecimal)
            .Number("n.oct", ParameterType.Int32, 8, ParameterFormat.Octal)
            .Number("n.padded", ParameterType.RelTime, 4305219, ParameterFormat.PaddedDecimal);
        OutputFormat format = Parse("*%n.hex %n.oct %n.padded", fields);
        Assert.Equal("FFFFFFFF 10 004305219", format.Format(default, new FieldScratch()));
        Assert.Equal(["FFFFFFFF", "10", "004305219"], format.ReadFields(default, new FieldScratch()).Select(field => field.Value));
    }

    [Fact]
    public void Fields_are_read_typed_each_once_and_in_the_order_of_their_names()
    {
        var fields = Parse("*%t.uint %t.name %t.none %toupper(t.name) %join(t.empty, (t.list, t.bool)) %t.int %t.nonum %t.numbers")
            .ReadFields(default, new FieldScratch());
        Assert.Equal(
            ["t.bool", "t.empty", "t.int", "t.list", "t.name", "t.none", "t.nonum", "t.numbers", "t.uint"], fields.Select(field => field.Name));
        Assert.Equal(
            [true, "", -5L, new object[] { "a", "b", "b" }, "nginx", null, null, new object[] { 1UL, 2UL }, 4294967295UL],
            fields.Select(field => field.Value));
    }

    [Fact]
    public void Buffers_are_printable_bytes_or_Base64()
    {
        Assert.Equal("a.b", Parse("%t.buffer").Format(default, new FieldScratch()));
        Assert.True(OutputFormat.TryParse("%t.buffer %t.name", Conditions.Fields, out OutputFormat? format, out _, base64: true));
        Assert.Equal("YQBi nginx", format.Format(default, new FieldScratch()));
        Assert.Equal(["YQBi", "nginx"], format.ReadFields(default, new FieldScratch()).Select(field => field.Value));
    }

    [Fact]
    public void A_long_buffer_is_cut_to_whole_groups_of_Base64()
    {
        var fields = Conditions.Fields.Bytes("t.long", ParameterType.ByteBuf, new byte[2000]);
        Assert.True(OutputFormat.TryParse("%t.long", fields, out OutputFormat? format, out _, base64: true));
        Assert.Equal(new string('A', 1020), format.Format(default, new FieldScratch()));
    }

    [Fact]
    public void Fields_are_listed_in_the_order_of_the_text() =>
        Assert.Equal(["t.path", "t.name", "t.name"], Parse("%basename(t.path) %concat(t.name, \"x\") %t.name").Fields.Select(field => field.Text));

    private static OutputFormat Parse(string format, IFieldResolver? fields = null)
    {
        Assert.True(OutputFormat.TryParse(format, fields ?? Conditions.Fields, out OutputFormat? result, out string? error), error);
        return result;
    }
}
