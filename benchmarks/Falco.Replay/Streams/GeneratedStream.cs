using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Replay.Captures;

namespace Falco.Replay.Streams;

/// <summary>
/// A capture of a host that never was: hundreds of services with many distinct files, and the short-lived programs that they start. Event
/// types come about as often as in recordings of ordinary work. The same number of events and the same seed give the same bytes.
/// </summary>
internal static class GeneratedStream
{
    private const ulong DefaultSeed = 20_260_401;

    /// <summary>Writes a capture to a temporary file, which is removed when what is returned is disposed.</summary>
    public static PlainCapture Create(int events)
    {
        string path = Path.GetTempFileName();
        using (FileStream file = File.Create(path))
            Write(file, events, DefaultSeed);
        return PlainCapture.Temporary(path);
    }

    /// <summary>Writes a capture with exactly so many events.</summary>
    public static void Write(Stream target, int events, ulong seed)
    {
        using CaptureWriter writer = CaptureWriter.Create(target, leaveOpen: true);
        GeneratedHost host = new(seed);
        if (((IEventObserver)writer).Tables is { } tables)
            host.Describe(tables);
        for (int i = 0; i < events; i++)
        {
            EventFault fault = Event.TryRead(host.Next(), cpu: (ushort)(i & 3), EventFlags.None, out Event view);
            if (fault != EventFault.None)
                throw new InvalidOperationException($"event {i} is malformed: {fault}");
            writer.OnEvent(in view);
        }
    }
}
