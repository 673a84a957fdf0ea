using System.Text;

namespace Falco.Cli.Tests;

/// <summary>Runs the command in this process.</summary>
internal static class Command
{
    public static CommandResult Run(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int exitCode = CommandLine.Run(arguments, output, error, new UtcClock(), TestContext.Current.CancellationToken);
        return new CommandResult(exitCode, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    // The zone of the recordings.
    private sealed class UtcClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}

/// <summary>What a run of the command gave.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
