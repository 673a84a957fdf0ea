using System.Globalization;
using Falco.Drivers.Native.Captures;
using Falco.Hosting.Configuration;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>Evaluates rules on the events of a capture, prints alerts and the closing statistics.</summary>
internal sealed class Replay(FalcoOptions options, RuleSet rules, Terminal terminal, TimeProvider clock)
{
    /// <summary>Seconds of the capture after which to stop; 0 means never.</summary>
    public int Duration { get; init; }

    /// <summary>Whether times and rates are told.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Replays a file.</summary>
    /// <exception cref="CommandException">The file cannot be read to its end, or the evaluation failed.</exception>
    public void Run(string file, CancellationToken stop)
    {
        using CaptureReader reader = Open(file);
        terminal.Log(LogSeverity.Informational, $"Replaying events from the capture file: {file}");
        Run(reader, stop);
    }

    /// <summary>Replays a capture.</summary>
    /// <exception cref="CommandException">The capture cannot be read to its end, or the evaluation failed.</exception>
    public void Run(CaptureReader reader, CancellationToken stop)
    {
        if (!options.StandardOutput.Enabled)
            throw new CommandException("No output configured, please make sure at least one output is configured and enabled.");

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var sink = new StreamSink(terminal.Output, new AlertLayout(options.Layout, clock), options.BufferedOutputs, leaveOpen: true);
        var printer = new AlertPrinter(sink);
        var engine = new RuleEngine(
            rules, new RuleEngineOptions { MatchAll = options.MatchAllRules, Selections = options.RuleSelections });
        engine.Subscribe(printer);
        reader.Subscribe(Duration > 0 ? new DurationLimit(engine, Duration, ended) : engine);

        TimeSpan start = Environment.CpuUsage.TotalTime;
        Exception? failure = reader.Run(ended.Token) ?? printer.Failure;
        TimeSpan elapsed = Environment.CpuUsage.TotalTime - start;

        sink.Flush();
        if (IsVerbose)
            TellRate(engine.EventCount, elapsed);
        terminal.Complain(Statistics.Drops);
        terminal.Print(Statistics.Create(engine));
        if (failure is CaptureException)
            throw new CommandException(failure.Message);
        if (failure is not null)
            throw new CommandException(failure.Message) { IsRuntimeError = true };
    }

    private static CaptureReader Open(string file)
    {
        try
        {
            return CaptureReader.Open(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Could not open trace filename {file} for reading: {error.Message}");
        }
    }

    private void TellRate(long events, TimeSpan elapsed)
    {
        double seconds = elapsed.TotalSeconds;
        double rate = seconds > 0 ? events / seconds : 0;
        terminal.Complain(string.Create(
            CultureInfo.InvariantCulture, $"Elapsed time: {seconds:F3}, Captured Events: {events}, {rate:F2} eps\n"));
    }
}
