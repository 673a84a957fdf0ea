// Decodes the events of a capture, no rules, no allocation: DecoderOnly CAPTURE [ROUNDS]
using System.Diagnostics;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;

byte[] capture = File.ReadAllBytes(args[0]);
int rounds = args.Length > 1 ? int.Parse(args[1], null) : 1;
Openings openings = new();

// The first round is the warm-up: the reader takes its buffers, the just-in-time compiler does its work.
Replay();
openings.Reset();
long allocated = 0;
Stopwatch clock = Stopwatch.StartNew();
for (int i = 0; i < rounds; i++)
    allocated += Replay();
double seconds = clock.Elapsed.TotalSeconds;

Console.WriteLine($"{openings.Events} events, {openings.Events / seconds:N0} a second");
Console.WriteLine($"{openings.Files} files opened, {openings.Failed} failed, {openings.PathBytes} bytes of paths");
Console.WriteLine($"{(double)allocated / openings.Events:F2} bytes allocated per event, on the thread that decodes");
return 0;

long Replay()
{
    // In memory there is nothing to read ahead, and no other thread to wait for.
    using CaptureReader reader = CaptureReader.Open(new MemoryStream(capture), args[0], options: new CaptureReaderOptions { ReadAhead = false });
    reader.Subscribe(openings);
    return openings.Measure(reader);
}

/// <summary>Counts opened files. Called in place: the view, and every span that it gives, dies with the call.</summary>
internal sealed class Openings : IEventObserver
{
    private long _start;
    private long _last;

    public long Events { get; private set; }

    public long Files { get; private set; }

    public long Failed { get; private set; }

    public long PathBytes { get; private set; }

    public void Reset() => (Events, Files, Failed, PathBytes) = (0, 0, 0, 0);

    /// <summary>Runs a reader and tells what was allocated between its first and its last event.</summary>
    public long Measure(CaptureReader reader)
    {
        _start = -1;
        if (reader.Run(CancellationToken.None) is { } failure)
            throw failure;
        return _last - _start;
    }

    public void OnEvent(in Event view)
    {
        if (_start < 0)
            _start = GC.GetAllocatedBytesForCurrentThread();
        Events++;
        if (view.Type is EventType.Openat_2Exit or EventType.OpenExit)
        {
            Files++;
            if (view.GetInt64(0) < 0)
                Failed++;
            PathBytes += view.GetText(view.Type == EventType.OpenExit ? 1 : 2).Length;
        }

        _last = GC.GetAllocatedBytesForCurrentThread();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
