using Falco.Drivers.Native.Captures;
using Falco.Hosting.Configuration;

namespace Falco.Cli.Running;

/// <summary>Evaluates rules on the events of a capture.</summary>
internal sealed class Replay(Evaluation evaluation, Terminal terminal)
{
    /// <summary>Replays a file.</summary>
    /// <exception cref="CommandException">The file cannot be read to its end, or the evaluation failed.</exception>
    public void Run(string file, CancellationToken stop)
    {
        using CaptureReader reader = Open(file);
        terminal.Log(LogSeverity.Informational, $"Replaying events from the capture file: {file}");
        Run(reader, stop);
    }

    /// <summary>Replays a capture.</summary>
    /// <exception cref="CommandException">The capture cannot be read to its end, or the evaluation failed.</exception>
    public void Run(CaptureReader reader, CancellationToken stop)
    {
        Exception? failure = evaluation.Run(reader, () => Statistics.NoDrops, stop);
        if (failure is not null)
            throw new CommandException(failure.Message) { IsRuntimeError = failure is not CaptureException };
    }

    private static CaptureReader Open(string file)
    {
        try
        {
            return CaptureReader.Open(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Could not open trace filename {file} for reading: {error.Message}");
        }
    }
}
