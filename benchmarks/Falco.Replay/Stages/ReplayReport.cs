using System.Globalization;
using System.Runtime.CompilerServices;
using Falco.Replay.Timing;

namespace Falco.Replay.Stages;

/// <summary>The table that a replay prints.</summary>
internal static class ReplayReport
{
    private const double GrowthLimit = 2;

    /// <summary>What runs the program.</summary>
    public static string Runtime => RuntimeFeature.IsDynamicCodeSupported ? "JIT" : "Native AOT";

    public static void WriteStages(IReadOnlyList<StageResult> results, double[] yardsticks)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"yardstick Y (sha256sum of the plain capture): {Median.Of(yardsticks):F3} s of CPU time"));
        Console.WriteLine();
        Console.WriteLine("| stage | events | events/s | ns/event | CPU / Y | wall / Y | B/event | after warm-up | alerts |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (StageResult result in results)
        {
            long events = result.Rounds[0].Events;
            double seconds = Median.Of(result.Rounds.Select(run => run.Seconds));
            double bytes = Median.Of(result.Rounds.Select(run => run.AllocatedBytes / (double)events));
            double ratio = Median.Of(result.Rounds.Zip(yardsticks, (run, yardstick) => run.Seconds / yardstick));
            double wall = Median.Of(result.Rounds.Zip(yardsticks, (run, yardstick) => run.Elapsed / yardstick));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Name} | {events:N0} | {events / seconds:N0} | {seconds * 1e9 / events:F1} | {ratio:F3} | {wall:F3} | {bytes:F3} | {result.Warm.AllocatedBytes / (double)events:F3} | {result.Rounds[0].Alerts:N0} |"));
        }

        Console.WriteLine();
    }

    /// <summary>How much more an event costs by more synthetic rules, for each two neighbours.</summary>
    /// <returns>Whether it is always less than twice as much.</returns>
    public static bool WriteGrowth(IReadOnlyList<(int Rules, StageResult Result)> synthetic)
    {
        bool isBounded = true;
        for (int i = 1; i < synthetic.Count; i++)
        {
            (int few, StageResult less) = synthetic[i - 1];
            (int many, StageResult more) = synthetic[i];
            double ratio = Median.Of(more.Rounds.Zip(less.Rounds, (one, other) => one.Seconds / other.Seconds));
            isBounded &= ratio < GrowthLimit;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cost per event, {many:N0} synthetic rules / {few:N0}: {ratio:F2}{(ratio < GrowthLimit ? "" : $", which must be less than {GrowthLimit}")}"));
        }

        return isBounded;
    }
}
