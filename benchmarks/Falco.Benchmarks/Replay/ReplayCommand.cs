using System.Globalization;

namespace Falco.Benchmarks.Replay;

/// <summary><c>replay CAPTURE</c>: what a whole capture costs, compared with a yardstick that is taken in the same run.</summary>
internal static class ReplayCommand
{
    public static int Run(string[] args)
    {
        if (!ReplayArguments.TryParse(args, out ReplayArguments? arguments, out string error))
        {
            Console.Error.WriteLine($"{error}\n{ReplayArguments.Usage}");
            return 1;
        }

        using PlainCapture capture = PlainCapture.Open(arguments.Capture);
        if (!ReplayRules.TryLoad(arguments.RuleFiles, out ReplayRules? rules, out error))
        {
            Console.Error.WriteLine(error);
            return 1;
        }

        Console.WriteLine($"{Path.GetFileName(arguments.Capture)}: {capture.Length:N0} bytes plain; {rules.Count} rules; median of {arguments.Rounds} rounds");
        ReplayStage[] stages = [ReplayStage.Decode(), ReplayStage.State(), ReplayStage.Judging(rules)];
        var rounds = new ReplayMeasurement[stages.Length][];
        double[] yardsticks = new double[arguments.Rounds];

        // Once for the compiler and the page cache; then stages and yardstick in turn, so that a slow moment hits both.
        foreach (ReplayStage stage in stages)
            stage.Run(capture.Path);
        for (int i = 0; i < rounds.Length; i++)
            rounds[i] = new ReplayMeasurement[arguments.Rounds];
        for (int round = 0; round < arguments.Rounds; round++)
        {
            yardsticks[round] = Yardstick.Measure(capture.Path);
            for (int i = 0; i < stages.Length; i++)
                rounds[i][round] = stages[i].Run(capture.Path);
        }

        Print(stages, rounds, yardsticks);
        return 0;
    }

    private static void Print(ReplayStage[] stages, ReplayMeasurement[][] rounds, double[] yardsticks)
    {
        Console.WriteLine($"yardstick Y (sha256sum of the plain capture): {Median(yardsticks):F3} s of CPU time");
        Console.WriteLine($"{"stage",-16} {"events",10} {"events/s",12} {"ns/event",9} {"B/event",9} {"CPU/Y",7} {"alerts",7}");
        for (int i = 0; i < stages.Length; i++)
        {
            ReplayMeasurement[] runs = rounds[i];
            double seconds = Median(runs.Select(run => run.Seconds));
            double bytes = Median(runs.Select(run => run.AllocatedBytes / (double)run.Events));
            double ratio = Median(runs.Select((run, round) => run.Seconds / yardsticks[round]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{stages[i].Name,-16} {runs[0].Events,10:N0} {runs[0].Events / seconds,12:N0} {seconds * 1e9 / runs[0].Events,9:F1} {bytes,9:F3} {ratio,7:F2} {runs[0].Alerts,7:N0}"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
