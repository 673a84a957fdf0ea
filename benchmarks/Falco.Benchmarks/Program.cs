using BenchmarkDotNet.Running;
using Falco.Benchmarks.Live;
using Falco.Benchmarks.Parts;
using Falco.Benchmarks.Replay;

if (args is ["replay", .. var rest])
    return ReplayCommand.Run(rest);
if (args is ["live", .. var rules])
    return LiveCommand.Run(rules);
if (args is ["memory"])
    return StateMemory.Run();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
