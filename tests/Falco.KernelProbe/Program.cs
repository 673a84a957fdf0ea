using System.Globalization;
using Falco.Core.Events;
using Falco.Drivers.Native.Ebpf;
using Falco.KernelProbe;

// kernel-probe [calls|picture|wait] [--plain] [--proc]
//   calls    watches all calls, makes some, and says whether each was told as it was made (0 or 1)
//   picture  takes the first picture of the host and says what it holds
//   wait     watches until it is given a line: at "crash" it does, else it gives everything back and stays until its input ends
//   --plain  loads every program as a plain raw tracepoint, as for a kernel that knows no other
//   --proc   takes the picture from /proc even where the kernel has iterators
string command = args.FirstOrDefault(argument => !argument.StartsWith('-')) ?? "calls";
KernelSourceOptions options = new()
{
    Syscalls = SyscallSet.All,
    SkipHostTables = command != "picture",
    DisableIterators = args.Contains("--proc"),
    WithoutTypedTracepoints = args.Contains("--plain"),
};
try
{
    using WatchedKernel kernel = new(options);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"kernel={Environment.OSVersion.Version} programs={kernel.Source.ProgramCount} load={kernel.LoadTime.TotalMilliseconds:F0}ms"));
    return command switch
    {
        "calls" => new CallCheck(kernel).Run(),
        "picture" => kernel.TellPicture(),
        "wait" => Wait(kernel),
        _ => throw new ArgumentException($"there is no command '{command}'"),
    };
}
catch (EbpfException refusal)
{
    Console.WriteLine($"fault={refusal.Fault} {refusal.Message}");
    return 2;
}
catch (DirectoryNotFoundException refusal)
{
    // Stays until its input ends, so that it can be seen what it holds.
    Console.WriteLine(refusal.Message);
    Console.ReadLine();
    return 2;
}

static int Wait(WatchedKernel kernel)
{
    kernel.Start();
    Console.WriteLine("watching");
    if (Console.ReadLine() == "crash")
        Environment.FailFast("as asked");
    kernel.Dispose();
    Console.WriteLine("closed");
    Console.ReadLine();
    return 0;
}
