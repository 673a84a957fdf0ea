using Falco.Drivers.Native.Captures;
using Falco.Replay.Captures;
using Falco.Replay.Stages;

namespace Falco.Replay.Budgets;

/// <summary>What a stage allocates for the events of a capture once it has seen them many times before.</summary>
internal static class ReplayAllocation
{
    // Records of threads and descriptors go round in pools, and get room for remembered results when a condition first asks for them:
    // the capture has to be seen that often until every record of the pools has had its turn.
    private const int WarmUp = 40;
    private const int Measured = 4;

    /// <summary>Replays the capture over and over by the same stage.</summary>
    /// <returns>
    /// The least that a replay took: what allocates for an event does so in each, and what the runtime does in the background does not.
    /// </returns>
    public static long Measure(StageObserver stage, PlainCapture capture)
    {
        SectionMeter meter = new(stage);
        for (int i = 0; i < WarmUp + Measured; i++)
        {
            using CaptureReader reader = CaptureReader.Open(capture.Path);
            using IDisposable subscription = reader.Subscribe(meter);
            if (reader.Run(CancellationToken.None) is { } failure)
                throw failure;
        }

        return meter.Sections.Skip(WarmUp).Min();
    }
}
