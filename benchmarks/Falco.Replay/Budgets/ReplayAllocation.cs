using Falco.Drivers.Native.Captures;
using Falco.Replay.Captures;
using Falco.Replay.Stages;
using Falco.Replay.Timing;

namespace Falco.Replay.Budgets;

/// <summary>What a stage allocates for the events of a capture once it has seen them many times before.</summary>
/// <param name="Bytes">
/// The least that a replay took: what allocates for an event does so in each, and what the runtime does in the background does not.
/// </param>
/// <param name="Growth">
/// How many bytes of objects there are more at the end: what grows slowly allocates in few replays, and would not be seen in the least.
/// </param>
internal readonly record struct ReplayAllocation(long Bytes, long Growth)
{
    // Records of threads and descriptors go round in pools, and get room for remembered results when a condition first asks for them:
    // the capture has to be seen that often until every record of the pools has had its turn.
    private const int WarmUp = 40;

    // More than twice as often as before: whatever gains an entry in every replay, and has room ahead, has to double it in between.
    private const int Measured = 60;

    // Memory is looked at after so many replays in the beginning and in the end.
    private const int Looks = 10;

    // A table of the runtime grows once in a process, at any time; what a stage keeps grows each time.
    private const int Attempts = 3;

    // Some objects of the runtime come and go; a list of one number for each replay grows by 512 bytes.
    private const long RuntimeBytes = 256;

    /// <summary>Whether more is kept from replay to replay.</summary>
    public bool IsGrowing => Growth > RuntimeBytes;

    /// <summary>Replays the capture over and over by the same stage, and by a new one if it seems to grow.</summary>
    public static ReplayAllocation Measure(Func<StageObserver> createStage, PlainCapture capture)
    {
        ReplayAllocation allocation = MeasureOnce(createStage(), capture);
        for (int i = 1; i < Attempts && allocation.IsGrowing; i++)
            allocation = MeasureOnce(createStage(), capture);
        return allocation;
    }

    private static ReplayAllocation MeasureOnce(StageObserver stage, PlainCapture capture)
    {
        SectionMeter meter = new(stage, sections: 4 * (WarmUp + Measured));
        double[] memory = new double[WarmUp + Measured];
        for (int i = 0; i < memory.Length; i++)
        {
            Replay(meter, capture);
            memory[i] = SurvivingBytes();
        }

        double growth = Median.Of(memory[^Looks..]) - Median.Of(memory[WarmUp..(WarmUp + Looks)]);
        return new ReplayAllocation(meter.Sections.Skip(WarmUp).Min(), (long)growth);
    }

    // Not GC.GetTotalMemory: what threads have claimed and not used yet counts there, some 8 KB that come and go.
    private static long SurvivingBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetGCMemoryInfo(GCKind.FullBlocking).PromotedBytes;
    }

    private static void Replay(SectionMeter meter, PlainCapture capture)
    {
        using CaptureReader reader = CaptureReader.Open(capture.Path);
        using IDisposable subscription = reader.Subscribe(meter);
        if (reader.Run(CancellationToken.None) is { } failure)
            throw failure;
    }
}
