using Falco.Containers;
using Falco.Core.Events;
using Falco.Core.Plugins;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;
using Falco.Hosting.Configuration;

namespace Falco.Cli.Running;

/// <summary>Evaluates rules on what happens on this machine.</summary>
internal sealed class Live(
    Evaluation evaluation, EngineOptions options, ContainerMetadataOptions containers, PluginSet plugins, Terminal terminal, KernelOpener open)
{
    private const int DefaultSnapLength = 80;

    /// <summary>Watches until it is told to stop.</summary>
    /// <param name="accompany">What accompanies the source while it runs.</param>
    /// <param name="stop">Ends the run.</param>
    /// <returns>Why the kernel cannot be watched, or <see langword="null"/> after it was.</returns>
    /// <exception cref="CommandException">The evaluation failed, or the host's <c>/proc</c> is not where it should be.</exception>
    public EbpfException? TryRun(Func<KernelSource, IDisposable> accompany, CancellationToken stop)
    {
        KernelSource source;
        try
        {
            source = open(CreateOptions());
        }
        catch (EbpfException refusal)
        {
            return refusal;
        }
        catch (DirectoryNotFoundException error)
        {
            throw new CommandException(error.Message);
        }

        using (source)
        {
            terminal.Log(LogSeverity.Informational, "Opening 'syscall' source with the eBPF probe.");
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);

            // A host where nothing happens must come to an end, too.
            if (evaluation.Duration > 0)
                ended.CancelAfter(TimeSpan.FromSeconds(evaluation.Duration));
            using IDisposable companion = accompany(source);
            Exception? failure = Watch(source, ended.Token);
            if (failure is not null)
                throw new CommandException(failure.Message) { IsRuntimeError = true };
        }

        return null;
    }

    /// <summary>Watches, while the runtimes of this machine are asked for the containers that show.</summary>
    private Exception? Watch(KernelSource source, CancellationToken stop)
    {
        ContainerMetadata metadata = ContainerMetadata.Start(source.Injection, containers);
        try
        {
            // First of all, so that a container is asked for as soon as it shows.
            source.Subscribe(metadata);
            using IEventSource accompanied = plugins.Accompany(source);
            return evaluation.Run(accompanied, () => LossText.Create(source.Statistics), stop);
        }
        finally
        {
            metadata.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private KernelSourceOptions CreateOptions()
    {
        SyscallSet rules = evaluation.Engine.Syscalls;
        SyscallSet selected = options.Syscalls.For(rules);
        terminal.Log(LogSeverity.Debug, $"({rules.Count}) syscalls in rules: {rules}");
        terminal.Log(LogSeverity.Debug, $"({selected.Count}) syscalls selected in total (final set): {selected}");
        return new KernelSourceOptions
        {
            Syscalls = selected,
            RingBytes = options.BufferBytes,
            CpusPerRing = options.CpusPerBuffer,
            DropFailedCalls = options.DropFailedCalls,
            DisableIterators = options.DisableIterators,
            SnapLength = options.SnapLength > 0 ? options.SnapLength : DefaultSnapLength,
        };
    }
}
