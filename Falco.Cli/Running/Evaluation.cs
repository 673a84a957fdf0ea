using System.Globalization;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Hosting.Configuration;
using Falco.Hosting.Recording;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>Evaluates rules on the events of a source, prints alerts and the closing statistics.</summary>
internal sealed class Evaluation(FalcoOptions options, RuleSet rules, HostStateOptions state, Terminal terminal, TimeProvider clock)
{
    /// <summary>Seconds of the source's time after which to stop; 0 means never.</summary>
    public int Duration { get; init; }

    /// <summary>Whether times and rates are told.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>The event source whose rules are evaluated.</summary>
    public string Source { get; init; } = "syscall";

    /// <summary>Whether other sources are evaluated at the same time, so that the statistics are those of all.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>Whether events come as they happen: then no output may hold up the source. In a replay none may lose an alert.</summary>
    public bool IsLive { get; init; }

    /// <summary>Asks for outputs to be opened anew.</summary>
    public ReopenSignal? Reopen { get; init; }

    /// <summary>The engine; a live source asks it which system calls the rules name.</summary>
    public RuleEngine Engine => field ??= new RuleEngine(
        rules, new RuleEngineOptions { Source = Source, MatchAll = options.MatchAllRules, Selections = options.RuleSelections }, new HostState(state));

    /// <summary>Runs a source to its end.</summary>
    /// <param name="source">The source.</param>
    /// <param name="drops">What there is to say of lost events at the end.</param>
    /// <param name="stop">Ends the run early.</param>
    /// <returns>Why the source or the evaluation failed, or <see langword="null"/>.</returns>
    /// <exception cref="CommandException">Nobody would see an alert.</exception>
    public Exception? Run(IEventSource source, Func<string> drops, CancellationToken stop)
    {
        if (!options.StandardOutput.Enabled && !options.Outputs.Any)
            throw new CommandException("No output configured, please make sure at least one output is configured and enabled.");

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        AlertLayout layout = new(options.Layout, clock);
        using StreamSink? sink = options.StandardOutput.Enabled && !IsLive
            ? new StreamSink(terminal.Output, layout, options.BufferedOutputs, leaveOpen: true)
            : null;
        var printer = new AlertPrinter(sink);
        Engine.Subscribe(printer);
        using var outputs = new OutputChannels(options, layout, terminal, clock, IsLive);
        using IDisposable? reopening = Reopen?.Subscribe(outputs.Reopen);
        outputs.Subscribe(Engine);
        using RuleCapture? capture = CreateCapture();
        IEventObserver judge = capture is null ? Engine : capture;
        source.Subscribe(Duration > 0 ? new DurationLimit(judge, Duration, ended) : judge);

        TimeSpan start = Environment.CpuUsage.TotalTime;
        Exception? failure = source.Run(ended.Token) ?? printer.Failure;
        TimeSpan elapsed = Environment.CpuUsage.TotalTime - start;

        sink?.Flush();
        outputs.Drain(stop);
        if (IsVerbose)
            TellRate(Engine.EventCount, elapsed);
        if (IsOneOfSeveral)
            return failure;
        terminal.Complain(drops());
        terminal.Print(Statistics.Create(Engine));
        return failure;
    }

    private RuleCapture? CreateCapture()
    {
        CaptureOptions recorded = options.Capture;
        if (!recorded.Enabled)
            return null;
        string mode = recorded.AllRules ? "all_rules" : "rules";
        terminal.Log(LogSeverity.Informational, $"Capture is enabled in mode '{mode}'. Capturing events to {recorded.PathPrefix}");
        return new RuleCapture(Engine, recorded)
        {
            OnFailure = error => terminal.Log(LogSeverity.Error, $"A capture is given up: {error.Message}"),
            OnSizeLimit = _ => terminal.Log(
                LogSeverity.Informational,
                $"Falco internal: capture size limit reached. Configured limit: {recorded.MaxFileMegabytes} MB."),
        };
    }

    private void TellRate(long events, TimeSpan elapsed)
    {
        double seconds = elapsed.TotalSeconds;
        double rate = seconds > 0 ? events / seconds : 0;
        terminal.Complain(string.Create(
            CultureInfo.InvariantCulture, $"Elapsed time: {seconds:F3}, Captured Events: {events}, {rate:F2} eps\n"));
    }
}
