using BenchmarkDotNet.Running;
using Falco.Benchmarks.Live;
using Falco.Benchmarks.Replay;

if (args is ["replay", .. var rest])
    return ReplayCommand.Run(rest);
if (args is ["live", .. var rules])
    return LiveCommand.Run(rules);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
