using BenchmarkDotNet.Running;
using Falco.WebBenchmarks.Load;

if (args is ["load", .. var rest])
    return await LoadCommand.RunAsync(rest);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
