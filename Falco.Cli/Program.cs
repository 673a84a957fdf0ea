using System.Runtime.InteropServices;
using Falco.Cli;

using var stop = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return CommandLine.Run(args, Console.OpenStandardOutput(), Console.OpenStandardError(), stop: stop.Token);

// The run ends between two events and prints its statistics.
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    Console.Error.WriteLine($"{context.Signal} received, exiting...");
    stop.Cancel();
}
