using System.Runtime.InteropServices;
using Falco.Cli;
using Falco.Cli.Running;

using var stop = new CancellationTokenSource();
var reload = new ReloadSignal();
var reopen = new ReopenSignal();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
using PosixSignalRegistration user = PosixSignalRegistration.Create((PosixSignal)ReopenSignal.Number, Reopen);
bool isColoured = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
return CommandLine.Run(
    args, Console.OpenStandardOutput(), Console.OpenStandardError(), reload: reload, reopen: reopen, isColoured: isColoured, stop: stop.Token);

// The run ends between two events and prints its statistics.
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    Console.Error.WriteLine($"{context.Signal} received, exiting...");
    stop.Cancel();
}

// The run goes on with what its rules files say now.
void Reload(PosixSignalContext context)
{
    context.Cancel = true;
    reload.Raise();
}

// Files may have been moved away.
void Reopen(PosixSignalContext context)
{
    context.Cancel = true;
    reopen.Raise();
}
