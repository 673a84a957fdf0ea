using Falco.Cli.Running;
using Falco.Core.Plugins;
using Falco.Hosting.Configuration;

namespace Falco.Cli.Plugins;

/// <summary>Runs the sources that plugins deliver, each on a thread of its own, with its own rules and its own picture of the host.</summary>
internal sealed class PluginRuns(StartedPlugins plugins, Terminal terminal)
{
    private readonly List<Thread> _threads = [];
    private readonly Lock _gate = new();
    private Exception? _failure;

    /// <summary>Begins to run a source.</summary>
    /// <param name="set">The source.</param>
    /// <param name="evaluation">What evaluates it.</param>
    /// <param name="stop">Ends all sources; cancelled when one fails.</param>
    public void Start(PluginSet set, Evaluation evaluation, CancellationTokenSource stop)
    {
        terminal.Log(LogSeverity.Informational, $"Opening '{set.Source}' source with plugin '{set.Opener!.Info.Name}'");
        Thread thread = new(() => Run(set, evaluation, stop)) { Name = set.Source };
        _threads.Add(thread);
        thread.Start();
    }

    /// <summary>Waits until all have ended.</summary>
    /// <exception cref="CommandException">One failed.</exception>
    public void Join()
    {
        foreach (Thread thread in _threads)
            thread.Join();
        if (_failure is { } failure)
            throw new CommandException(failure.Message) { IsRuntimeError = failure is not CommandException };
    }

    private void Run(PluginSet set, Evaluation evaluation, CancellationTokenSource stop)
    {
        Exception? failure;
        try
        {
            using PluginEventSource source = set.Open(plugins.ParametersOf(set));
            failure = evaluation.Run(source, static () => Statistics.NoDrops, stop.Token);
        }
        catch (Exception error) when (error is CommandException or PluginException)
        {
            failure = error;
        }

        if (failure is null)
            return;
        lock (_gate)
            _failure ??= failure;
        stop.Cancel();
    }
}
