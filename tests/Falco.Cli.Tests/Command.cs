using System.Text;
using Falco.Cli.Running;
using Falco.Drivers.Native.Ebpf;

namespace Falco.Cli.Tests;

/// <summary>Runs the command in this process.</summary>
internal static class Command
{
    /// <summary>Runs it on a machine whose kernel may not be watched.</summary>
    public static CommandResult Run(params string[] arguments) =>
        Run(_ => throw new EbpfException(EbpfFault.MissingPrivilege, "not in this test"), arguments);

    /// <summary>Runs it with this machine's kernel.</summary>
    public static CommandResult RunLive(params string[] arguments) => Run(KernelSource.Open, arguments);

    /// <summary>Runs it with what opens the kernel.</summary>
    public static CommandResult Run(KernelOpener kernel, params string[] arguments) => Run(kernel, arguments, null);

    /// <summary>Runs it with this machine's kernel, and lets the test ask for the rules to be loaded again.</summary>
    public static CommandResult RunLive(ReloadSignal reload, params string[] arguments) => Run(KernelSource.Open, arguments, reload);

    private static CommandResult Run(KernelOpener kernel, string[] arguments, ReloadSignal? reload)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int exitCode = CommandLine.Run(arguments, output, error, new UtcClock(), kernel, reload, stop: TestContext.Current.CancellationToken);
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
