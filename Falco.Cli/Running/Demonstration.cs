using Falco.Drivers.Native.Captures;

namespace Falco.Cli.Running;

/// <summary>What the command does when it is given nothing to do: it shows itself on a recording that it carries.</summary>
internal static class Demonstration
{
    private const string Capture = "Falco.Cli.demo.scap";

    /// <summary>Replays the recording and says what is to be seen.</summary>
    public static void Run(Replay replay, Terminal terminal, CancellationToken stop)
    {
        terminal.Complain("Falco for .NET: replaying a recorded break-in against the built-in rules.\n\n");
        using (Stream recording = typeof(Demonstration).Assembly.GetManifestResourceStream(Capture)!)
        using (CaptureReader reader = CaptureReader.Open(recording, "the embedded recording"))
            replay.Run(reader, stop);
        terminal.Complain(
            """

            That was the recording. This version cannot watch this machine live yet, so nothing is left running; a replay is stopped with Ctrl+C.
            Your own capture: falco -o engine.kind=replay -o engine.replay.capture_file=FILE [-r RULES.yaml]; all options: falco --help

            """);
    }
}
