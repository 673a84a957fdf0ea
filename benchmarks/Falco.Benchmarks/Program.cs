using BenchmarkDotNet.Running;
using Falco.Benchmarks.Replay;

if (args is ["replay", .. var rest])
    return ReplayCommand.Run(rest);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
