using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Rendering;

public sealed class OutputFieldsTests
{
    [Fact]
    public void Values_keep_their_types()
    {
        string fields = Render(
            new("a.double", 1.5),
            new("b.whole", 2.0),
            new("c.list", new object?[] { "x", 1L, null }),
            new("d.text", "q\"q"),
            new("e.missing", null),
            new("f.false", false),
            new("g.min", long.MinValue),
            new("h.max", ulong.MaxValue));

        Assert.Equal(
            """{"a.double":1.5,"b.whole":2.0,"c.list":["x",1,null],"d.text":"q\"q","e.missing":null,"evt.time":1795490224000000042,"""
            + "\"f.false\":false,\"g.min\":-9223372036854775808,\"h.max\":18446744073709551615}",
            fields);
    }

    [Fact]
    public void Time_of_the_prefix_is_the_only_field_of_an_alert_without_fields() =>
        Assert.Equal("""{"evt.time":1795490224000000042}""", Render());

    [Fact]
    public void Time_is_written_once_if_the_output_names_it() =>
        Assert.Equal(
            """{"evt.num":7,"evt.time":1795490224000000042,"evt.time.s":1}""",
            Render(new("evt.num", 7L), new("evt.time", 1_795_490_224_000_000_042L), new("evt.time.s", 1L)));

    [Fact]
    public void Iso_prefix_names_its_own_field() =>
        Assert.Contains("\"output_fields\":{\"evt.time.iso8601\":1795490224000000042}", RenderLine(iso: true), StringComparison.Ordinal);

    [Fact]
    public void A_list_without_elements_is_no_value() =>
        Assert.StartsWith("""{"c.list":null,""", Render(new AlertField("c.list", Array.Empty<object?>())), StringComparison.Ordinal);

    private static string Render(params AlertField[] fields)
    {
        string line = RenderLine(iso: false, fields);
        int start = line.IndexOf("\"output_fields\":", StringComparison.Ordinal) + "\"output_fields\":".Length;
        return line[start..line.IndexOf(",\"priority\"", StringComparison.Ordinal)];
    }

    private static string RenderLine(bool iso, params AlertField[] fields)
    {
        var layout = new AlertLayout(new AlertLayoutOptions { Json = true, HostName = "h", Iso8601Time = iso }, new UtcClock());
        return layout.ToText(SampleAlert.Create() with { Fields = fields });
    }
}
