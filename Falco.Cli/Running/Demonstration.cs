using Falco.Drivers.Native.Captures;

namespace Falco.Cli.Running;

/// <summary>What the command does when it is given nothing to do and may not watch the kernel: it shows itself on a recording that it carries.</summary>
internal static class Demonstration
{
    private const string Capture = "Falco.Cli.demo.scap";

    /// <summary>Replays the recording and says what is to be seen.</summary>
    /// <param name="replay">Replays it.</param>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="reason">Why this machine is not watched.</param>
    /// <param name="stop">Ends it early.</param>
    public static void Run(Replay replay, Terminal terminal, string reason, CancellationToken stop)
    {
        terminal.Complain($"Falco for .NET cannot watch this machine: {reason}\nReplaying a recorded break-in against the built-in rules instead.\n\n");
        using (Stream recording = typeof(Demonstration).Assembly.GetManifestResourceStream(Capture)!)
        using (CaptureReader reader = CaptureReader.Open(recording, "the embedded recording"))
            replay.Run(reader, stop);
        terminal.Complain(
            """

            That was the recording; nothing is left running. With the rights that it needs (root), the same command watches this machine until Ctrl+C.
            Your own capture: falco -o engine.kind=replay -o engine.replay.capture_file=FILE [-r RULES.yaml]; all options: falco --help

            """);
    }
}
