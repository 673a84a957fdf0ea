using System.Globalization;
using Falco.Replay.Captures;
using Falco.Replay.Timing;
using Falco.Replay.Verification;
using Falco.Testing.Support;

namespace Falco.Replay.Processes;

/// <summary>
/// <c>process CAPTURE --program PATH…</c>: what a falco program costs as a whole process: its CPU time compared with the yardstick, what of
/// that is its start and the loading of rules, its memory, and how long its first alert takes.
/// </summary>
internal static class ProcessCommand
{
    public static int Run(string[] args)
    {
        if (!ProcessArguments.TryParse(args, out ProcessArguments? arguments, out string error))
            return Fail($"{error}\n{ProcessArguments.Usage}");
        if (!PlainCapture.TryOpen(arguments.Capture, out PlainCapture? opened, out error))
            return Fail(error);
        using PlainCapture capture = opened;
        if (!PlainCapture.TryOpen(arguments.AlertCapture!, out opened, out error))
            return Fail(error);
        using PlainCapture alerts = opened;
        FalcoProgram[] programs = [.. arguments.Programs.Select(command => new FalcoProgram(command, arguments.Configuration!))];
        using PlainCapture beginning = capture.CutAfterFirstEvent();
        try
        {
            // A figure counts only with a program that raises the recorded alerts.
            foreach (FalcoProgram program in programs)
            {
                (bool isExact, string verdict) = Verify(program);
                Console.WriteLine($"{program.Name}: {verdict}");
                if (!isExact)
                    return ExitCode.Missed;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(arguments.Capture)}: {capture.Length:N0} bytes plain; median of {arguments.Pairs} pairs of program and yardstick"));
            Console.WriteLine();
            Console.WriteLine("| program | rules | CPU / Y | of that start-up | without start-up | wall s | start-up ms | peak MiB | first alert ms |");
            Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|");
            foreach (FalcoProgram program in programs)
            {
                foreach (IReadOnlyList<string> rules in arguments.RuleSets)
                    Measure(program, rules, capture.Path, beginning.Path, alerts.Path, arguments.Pairs);
            }
        }
        catch (InvalidOperationException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return ExitCode.Missed;
        }

        return ExitCode.Held;
    }

    private static int Fail(string error)
    {
        Console.Error.WriteLine(error);
        return ExitCode.Unusable;
    }

    private static (bool IsExact, string Verdict) Verify(FalcoProgram program)
    {
        if (!ReferenceData.IsPresent)
            return (true, RecordedAlerts.AbsentVerdict);
        int alerts = 0;
        foreach (RecordedAlerts recorded in RecordedAlerts.OfAllRuleSets())
        {
            IReadOnlyList<string> raised = program.ReadAlerts(RecordedAlerts.Capture, recorded.RuleFiles);
            string difference = recorded.DifferenceFrom(raised);
            if (difference.Length > 0)
                return (false, difference);
            alerts += raised.Count;
        }

        return (true, $"verified: {alerts} alerts on busy.scap are those recorded");
    }

    private static void Measure(FalcoProgram program, IReadOnlyList<string> rules, string capture, string beginning, string alerts, int pairs)
    {
        // Once for the page cache, and to see that it works.
        program.Replay(beginning, rules);
        List<double> whole = [], startUp = [], difference = [], wall = [], startUpWall = [], peak = [], firstAlert = [];
        for (int i = 0; i < pairs; i++)
        {
            double yardstick = Yardstick.Measure(capture);
            ChildUsage all = program.Replay(capture, rules);
            ChildUsage start = program.Replay(beginning, rules);
            whole.Add(all.ProcessorSeconds / yardstick);
            startUp.Add(start.ProcessorSeconds / yardstick);
            difference.Add((all.ProcessorSeconds - start.ProcessorSeconds) / yardstick);
            wall.Add(all.Seconds);
            startUpWall.Add(start.Seconds * 1000);
            peak.Add(program.MeasurePeakMemory(capture, rules) / (double)(1 << 20));
            firstAlert.Add(program.MeasureFirstAlert(alerts, rules).TotalMilliseconds);
        }

        string name = rules.Count == 1 ? Path.GetFileNameWithoutExtension(rules[0]) : $"{Path.GetFileNameWithoutExtension(rules[0])} and {rules.Count - 1} more";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {program.Name} | {name} | {Median.Of(whole):F2} | {Median.Of(startUp):F2} | {Median.Of(difference):F2} | {Median.Of(wall):F2} | {Median.Of(startUpWall):F0} | {Median.Of(peak):F0} | {Median.Of(firstAlert):F0} |"));
    }
}
