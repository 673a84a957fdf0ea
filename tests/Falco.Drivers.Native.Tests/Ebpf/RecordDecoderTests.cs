using Falco.Core.Events;
using Falco.Drivers.Native.Ebpf;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Ebpf;

public sealed class RecordDecoderTests
{
    [Fact]
    public void A_record_that_is_an_event_is_counted_as_one()
    {
        RecordDecoder decoder = new();
        byte[] record = new EventBuilder(EventType.CloseEnter, threadId: 7).Int64(3).Build();
        Assert.True(decoder.TryDecode(record, ring: 2, out Event view));
        Assert.Equal((EventType.CloseEnter, 7L, (ushort)2), (view.Type, view.ThreadId, view.Cpu));
        Assert.Equal((1, 0), (decoder.Events, decoder.Malformed));
    }

    [Fact]
    public void A_record_that_is_no_event_is_counted_apart()
    {
        RecordDecoder decoder = new();
        byte[] record = new EventBuilder(EventType.CloseEnter, threadId: 7).Int64(3).Build();
        Assert.False(decoder.TryDecode(record.AsSpan(..^1), ring: 0, out _));
        Assert.False(decoder.TryDecode(default, ring: 0, out _));
        Assert.Equal((0, 2), (decoder.Events, decoder.Malformed));
    }
}
