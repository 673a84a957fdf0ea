using System.Collections.Concurrent;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Testing.Support;

namespace Falco.Hosting.Tests.Engine;

/// <summary>A source whose events a test pushes, one by one, while it runs.</summary>
internal sealed class PushedEvents(string name = "syscall") : EventSource
{
    private readonly BlockingCollection<byte[]> _events = [];

    public override string Name => name;

    public void Push(EventBuilder shape) => _events.Add(shape.Build());

    /// <summary>A call of <c>setuid(2)</c> by a thread that nobody knows.</summary>
    public void PushSetUid(uint user) => Push(new EventBuilder(EventType.SetuidExit, 42).Int64(0).UInt32(user));

    public void Complete() => _events.CompleteAdding();

    protected override void Produce(CancellationToken stop)
    {
        foreach (byte[] bytes in _events.GetConsumingEnumerable(stop))
        {
            if (Event.TryRead(bytes, 0, EventFlags.None, out Event view) == EventFault.None)
                Publish(in view);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _events.Dispose();
        base.Dispose(disposing);
    }
}
