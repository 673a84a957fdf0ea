using System.Text;
using Falco.Replay.Timing;
using Falco.Replay.Verification;
using Microsoft.Win32.SafeHandles;

namespace Falco.Replay.Processes;

/// <summary>A falco program, called as the reference is.</summary>
/// <param name="Command">The program and what stands before its own arguments.</param>
/// <param name="Configuration">falco.yaml.</param>
internal sealed record FalcoProgram(IReadOnlyList<string> Command, string Configuration)
{
    // So often that what is allocated shortly before the end is not missed by much, and so rarely that reading costs nothing.
    private static readonly TimeSpan PeakInterval = TimeSpan.FromMilliseconds(3);

    private static readonly string[] JsonOutput = ["-o", "json_output=true"];

    /// <summary>The command, each path by its last folder and its file.</summary>
    public string Name => string.Join(' ', Command.Select(word => string.Join('/', word.Split('/').TakeLast(2))));

    /// <summary>Replays a capture, and tells what that took.</summary>
    /// <exception cref="InvalidOperationException">The program failed: what it took means nothing.</exception>
    public ChildUsage Replay(string capture, IReadOnlyList<string> rules)
    {
        using ChildProcess process = ChildProcess.Start(CommandFor(capture, rules));
        return Completed(process);
    }

    /// <summary>Replays a capture and tells the most memory that was resident, in bytes.</summary>
    public long MeasurePeakMemory(string capture, IReadOnlyList<string> rules)
    {
        using ChildProcess process = ChildProcess.Start(CommandFor(capture, rules));
        long peak = 0;
        while (process.ReadPeakMemory() is > 0 and long now)
        {
            peak = now;
            Thread.Sleep(PeakInterval);
        }

        Completed(process);
        return peak;
    }

    /// <summary>The alerts that it raises on a capture, rule and time of each, in order.</summary>
    public IReadOnlyList<string> ReadAlerts(string capture, IReadOnlyList<string> rules)
    {
        using ChildProcess process = ChildProcess.Start(CommandFor(capture, rules, JsonOutput), readsOutput: true);
        List<string> alerts = [];
        using (StreamReader output = new(new FileStream(process.Output!, FileAccess.Read)))
        {
            while (output.ReadLine() is { } line)
            {
                if (IsAlert(line))
                    alerts.Add(RecordedAlerts.RuleAndTime(line));
            }
        }

        Completed(process);
        return alerts;
    }

    /// <summary>The time from the start of the program until it has written its first alert.</summary>
    public TimeSpan MeasureFirstAlert(string capture, IReadOnlyList<string> rules)
    {
        using ChildProcess process = ChildProcess.Start(CommandFor(capture, rules, [.. JsonOutput, "-U"]), readsOutput: true);
        SafeFileHandle output = process.Output!;
        using FileStream stream = new(output, FileAccess.Read, bufferSize: 0);
        byte[] buffer = new byte[64 << 10];
        TimeSpan? first = null;
        StringBuilder line = new();

        // Read to the end, so that the program does not wait for room in the pipe.
        while (stream.Read(buffer) is > 0 and int length)
        {
            for (int i = 0; i < length && first is null; i++)
            {
                if (buffer[i] != '\n')
                    line.Append((char)buffer[i]);
                else if (IsAlert(line.ToString()))
                    first = process.Elapsed;
                else
                    line.Clear();
            }
        }

        Completed(process);
        return first ?? throw new InvalidOperationException($"{Name} raised no alert on {Path.GetFileName(capture)}");
    }

    // What the program says besides, as its statistics at the end, is no JSON.
    private static bool IsAlert(string line) => line is ['{', .., '}'];

    private ChildUsage Completed(ChildProcess process)
    {
        ChildUsage usage = process.Wait();
        return usage.ExitCode == 0 ? usage : throw new InvalidOperationException($"{Name} ended with code {usage.ExitCode}");
    }

    private List<string> CommandFor(string capture, IReadOnlyList<string> rules, params string[] more) =>
    [
        .. Command, "-c", Configuration, "-o", "engine.kind=replay", "-o", $"engine.replay.capture_file={capture}",
        .. rules.SelectMany(file => new[] { "-r", file }), .. more,
    ];
}
