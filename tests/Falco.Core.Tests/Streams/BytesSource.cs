using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.Tests.Streams;

/// <summary>A source of given encoded events.</summary>
internal sealed class BytesSource(params byte[][] events) : EventSource
{
    public override string Name => "bytes";

    protected override void Produce(CancellationToken stop)
    {
        foreach (byte[] bytes in events)
        {
            Assert.Equal(EventFault.None, Event.TryRead(bytes, cpu: 0, EventFlags.None, out Event view));
            Publish(in view);
        }
    }
}
