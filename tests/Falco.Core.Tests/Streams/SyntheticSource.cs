using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Core.Tests.Events;

namespace Falco.Core.Tests.Streams;

/// <summary>A source of close events, numbered by their descriptor, after the table of one thread.</summary>
internal sealed class SyntheticSource(int count) : EventSource
{
    private readonly byte[] _event = EncodedEvent.Of(EventType.CloseEnter, EncodedEvent.Int64(0));

    public override string Name => "synthetic";

    /// <summary>What the source throws after its last event.</summary>
    public Exception? Failure { get; init; }

    /// <summary>How often it was told to release what it holds.</summary>
    public int Releases { get; private set; }

    /// <summary>Called with the number of each event before it is published.</summary>
    public Action<int>? BeforeEvent { get; init; }

    protected override void Produce(CancellationToken stop)
    {
        Tables.OnSectionStarted();
        Tables.OnThread(new ThreadEntry { ThreadId = 7 });
        Tables.OnDescriptor(7, new DescriptorEntry { Number = 3 });
        Tables.OnTablesCompleted();
        for (int number = 0; number < count; number++)
        {
            stop.ThrowIfCancellationRequested();
            BeforeEvent?.Invoke(number);
            BitConverter.TryWriteBytes(_event.AsSpan(28), (long)number);
            if (Event.TryRead(_event, cpu: (ushort)(number % 4), EventFlags.None, out Event view) != EventFault.None)
                throw new InvalidDataException("The synthetic event is none.");
            Publish(in view);
        }

        if (Failure is not null)
            throw Failure;
    }

    protected override void Dispose(bool disposing)
    {
        Releases++;
        base.Dispose(disposing);
    }
}
