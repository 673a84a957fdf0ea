using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Counts what it receives, without allocating.</summary>
internal sealed class CountingObserver : IEventObserver
{
    public long Events { get; private set; }

    public long StateOnlyEvents { get; private set; }

    public ulong Checksum { get; private set; }

    public bool IsCompleted { get; private set; }

    public Exception? Error { get; private set; }

    public void OnEvent(in Event view)
    {
        Events++;
        if ((view.Flags & EventFlags.StateOnly) != 0)
            StateOnlyEvents++;
        Checksum = (Checksum * 31) + view.Timestamp + (ulong)view.Type + (ulong)view.ThreadId + (ulong)view.Bytes.Length;
    }

    public void OnCompleted() => IsCompleted = true;

    public void OnError(Exception error) => Error = error;
}
