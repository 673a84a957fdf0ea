using Falco.Containers;
using Falco.Core.Names;
using Falco.Core.State;
using Falco.Drivers.Native.Captures;
using Falco.Drivers.Native.Ebpf;
using Falco.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.Hosting.Feeds;

/// <summary>The feeds that options ask for: the kernel and captures.</summary>
internal static class MachineFeeds
{
    /// <summary>The source of system calls.</summary>
    public const string Syscall = "syscall";

    public static IEnumerable<FeedPlan> Of(FalcoEngineOptions options)
    {
        if (options.Kernel.Enabled)
            yield return new FeedPlan(Syscall, OpenKernel);
        foreach (string capture in options.Captures)
            yield return new FeedPlan(Syscall, context => OpenCapture(context, capture));
    }

    private static Feed OpenKernel(FeedContext context)
    {
        KernelWatchOptions options = context.Options.Kernel;
        HostNames? names = options.ResolveHostNames
            ? new HostNames(context.Services.GetService<IHostNameResolver>() ?? new DnsHostNameResolver(), clock: context.Clock)
            : null;
        ContainerMetadataOptions? runtimes = options.AskContainerRuntimes
            ? (ContainerMetadataOptions.Default with { HostRoot = options.HostRoot }).WithDetectedEngines()
            : null;
        HostStateOptions state = new() { MaxThreads = options.MaxThreads, OwnProcessId = Environment.ProcessId, Names = names };
        if (runtimes is not null)
            state = state with { ContainerEngines = runtimes.Engines };
        try
        {
            return KernelFeed.Open(context.CreateEngine(Syscall, state), options, names, runtimes, context.Clock);
        }
        catch (Exception refusal) when (refusal is EbpfException or PlatformNotSupportedException or DirectoryNotFoundException)
        {
            names?.Dispose();
            if (!options.Optional)
                throw new FalcoStartException($"This machine cannot be watched: {refusal.Message}", cause: refusal);
            context.Log.SourceRefused(Syscall, refusal.Message);
            return new RefusedFeed(Syscall, "kernel", refusal);
        }
    }

    // Nobody can tell which of a recorded machine's threads live, nor what the names of hosts meant then.
    private static StreamFeed OpenCapture(FeedContext context, string path)
    {
        try
        {
            HostStateOptions state = new() { MaxThreads = context.Options.Kernel.MaxThreads, PurgePeriod = TimeSpan.Zero };
            return new StreamFeed(path, context.CreateEngine(Syscall, state), CaptureReader.Open(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FalcoStartException($"The capture {path} cannot be opened: {error.Message}", cause: error);
        }
    }
}
