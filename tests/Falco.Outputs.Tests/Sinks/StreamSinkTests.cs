using System.Text;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Tests.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Sinks;

public sealed class StreamSinkTests
{
    private static readonly AlertLayout Layout = new(new AlertLayoutOptions(), new UtcClock());

    [Fact]
    public async Task Delivery_of_an_unbuffered_sink_reaches_the_stream()
    {
        using var stream = new MemoryStream();
        using var sink = new StreamSink(stream, Layout);
        Alert[] alerts = [SampleAlert.Create(), SampleAlert.Create() with { Message = "Again" }];

        await sink.WriteAsync(new AlertBatch(alerts), CancellationToken.None);

        Assert.Equal(
            "03:17:04.000000042: Notice It happened\n03:17:04.000000042: Notice Again\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task Lines_of_a_buffered_sink_wait_until_it_is_flushed()
    {
        using var stream = new MemoryStream();
        using var sink = new StreamSink(stream, Layout, isBuffered: true);

        await sink.WriteAsync(new AlertBatch(new[] { SampleAlert.Create() }), CancellationToken.None);
        Assert.Equal(0, stream.Length);

        await sink.FlushAsync();
        Assert.Equal("03:17:04.000000042: Notice It happened\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Buffered_sink_writes_when_its_buffer_is_full()
    {
        using var stream = new MemoryStream();
        using var sink = new StreamSink(stream, Layout, isBuffered: true);

        for (int i = 0; i < 3000; i++)
            sink.Write(SampleAlert.Create());

        Assert.InRange(stream.Length, 64 * 1024, 3000 * 64);
    }

    [Fact]
    public void Disposal_writes_what_waits_and_closes_the_stream()
    {
        var stream = new MemoryStream();
        using (var sink = new StreamSink(stream, Layout, isBuffered: true))
            sink.Write(SampleAlert.Create());

        Assert.NotEmpty(stream.ToArray());
        Assert.False(stream.CanWrite);
    }
}
