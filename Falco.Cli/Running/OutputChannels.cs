using System.Security.Cryptography;
using Falco.Hosting.Configuration;
using Falco.Outputs.Delivery;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Sinks.Http;
using Falco.Outputs.Sinks.Syslog;
using Falco.Rules.Engine;

namespace Falco.Cli.Running;

/// <summary>The outputs of a run that have a queue and a worker: all of a live source; of a replay, all but standard output.</summary>
internal sealed class OutputChannels : IDisposable
{
    private readonly FalcoOptions _options;
    private readonly Terminal _terminal;
    private readonly bool _isLive;
    private readonly AlertDispatcher _dispatcher;
    private readonly int _count;

    public OutputChannels(FalcoOptions options, AlertLayout layout, Terminal terminal, TimeProvider clock, bool isLive)
    {
        _options = options;
        _terminal = terminal;
        _isLive = isLive;
        SinkCollection sinks = new(layout);
        Add(options.Outputs.File, file => sinks.File(file, configure: Configure));
        if (options.StandardOutput.Enabled && isLive)
            sinks.Sink(new StreamSink(terminal.Output, layout, options.BufferedOutputs, leaveOpen: true), Configure(new SinkOptions { Name = "stdout" }));
        if (options.Outputs.Syslog)
            AddSyslog(sinks);
        Add(options.Outputs.Program, program => sinks.Program(program, configure: Configure));
        Add(options.Outputs.Http, http => sinks.Http(WithEcho(http), configure: Configure));
        _count = sinks.Count;
        _dispatcher = new AlertDispatcher(
            sinks, new AlertDispatcherOptions { Clock = clock, OnNotice = Tell, DisposeTimeout = options.Outputs.Timeout });
    }

    public void Subscribe(RuleEngine engine)
    {
        if (_count > 0)
            engine.Subscribe(_dispatcher);
    }

    /// <summary>Opens anew what others may have moved away.</summary>
    public void Reopen()
    {
        _terminal.Log(LogSeverity.Informational, "SIGUSR1 received, reopening outputs...");
        _dispatcher.Reopen();
    }

    /// <summary>Delivers what waits: of a live source for as long as an output may take, of a replay until it is done or stopped.</summary>
    public void Drain(CancellationToken stop)
    {
        TimeSpan time = _isLive || stop.IsCancellationRequested ? _options.Outputs.Timeout : Timeout.InfiniteTimeSpan;
        bool isDrained = _dispatcher.DrainAsync(time, _isLive ? CancellationToken.None : stop).GetAwaiter().GetResult();
        if (!isDrained)
            _terminal.Log(LogSeverity.Notice, "output channels still blocked, discarding all remaining notifications");
    }

    public void Dispose() => _dispatcher.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Add<T>(T? options, Action<T> add)
        where T : class
    {
        if (options is null)
            return;
        try
        {
            add(options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            _terminal.Log(LogSeverity.Error, $"Failed to init output: {error.Message}");
        }
    }

    // The C library says nothing where there is no syslog; here it is said once, instead of failing with each alert.
    private void AddSyslog(SinkCollection sinks)
    {
        SyslogSinkOptions syslog = new();
        if (File.Exists(syslog.SocketPath))
            sinks.Syslog(syslog, configure: Configure);
        else
            _terminal.Log(LogSeverity.Warning, $"syslog_output is enabled, but there is no {syslog.SocketPath}: alerts go to no syslog");
    }

    private HttpSinkOptions WithEcho(HttpSinkOptions http) => _options.Outputs.EchoesHttp ? http with { Echo = _terminal.Output } : http;

    private SinkOptions Configure(SinkOptions sink) => sink with
    {
        Capacity = _options.Outputs.QueueCapacity,
        FullMode = _isLive ? AlertFullMode.DropNewest : AlertFullMode.Wait,
        SlowAfter = _options.Outputs.Timeout,

        // A replay is not to take hours because a receiver is down.
        Retry = _isLive ? null : new RetryOptions { MaxRetries = 1 },
    };

    private void Tell(DeliveryNotice notice)
    {
        LogSeverity severity = notice.Kind switch
        {
            DeliveryNoticeKind.Slow => LogSeverity.Critical,
            DeliveryNoticeKind.AttemptFailed => LogSeverity.Warning,
            DeliveryNoticeKind.Recovered => LogSeverity.Informational,
            DeliveryNoticeKind.Discarded => LogSeverity.Notice,
            _ => LogSeverity.Error,
        };
        _terminal.Log(severity, notice.Message);
    }
}
