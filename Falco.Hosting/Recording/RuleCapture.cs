using System.Collections.Frozen;
using System.Globalization;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Hosting.Configuration;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Recording;

/// <summary>
/// Records what happens after an alert: hands events to an engine, and from an alert on, for as long as its rule says, writes them into a
/// capture that begins with the engine's picture of the host.
/// </summary>
/// <remarks>
/// <para>Subscribe it to the source in place of the engine. Captures are compressed; their names are the prefix, the time of the first
/// event and its number, both with 20 digits: <c>/tmp/falco_01700000000000000000_00000000000000000042.scap</c>.</para>
/// <para>As in the reference, every alert prolongs a capture, also that of a rule which begins none. A capture that cannot be written is
/// given up and told; judging goes on, and the next alert begins another one.</para>
/// </remarks>
public sealed class RuleCapture : IEventObserver, IObserver<Alert>, IDisposable
{
    private static readonly CaptureWriterOptions Compressed = new() { Compression = CaptureCompression.Gzip };

    private readonly RuleEngine _engine;
    private readonly CaptureOptions _options;
    private readonly IDisposable _alerts;
    private FrozenDictionary<string, Rule> _rules = FrozenDictionary<string, Rule>.Empty;
    private long _revision = -1;
    private CaptureWriter? _writer;
    private bool _isWanted;
    private ulong _deadline;
    private ulong _eventNumber;

    /// <summary>Makes a recorder.</summary>
    /// <param name="engine">The engine whose alerts begin captures.</param>
    /// <param name="options">What is recorded, and where to.</param>
    public RuleCapture(RuleEngine engine, CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        _engine = engine;
        _options = options;
        _alerts = engine.Subscribe(this);
    }

    /// <inheritdoc/>
    public IHostTableObserver? Tables => _engine.Tables;

    /// <summary>Captures that have been begun.</summary>
    public long CaptureCount { get; private set; }

    /// <summary>Captures that were given up because they could not be written.</summary>
    public long FailureCount { get; private set; }

    /// <summary>Called on the source's thread when a capture is given up.</summary>
    public Action<Exception>? OnFailure { get; init; }

    /// <summary>Called on the source's thread when a capture ends because it is as long as it may be, with its bytes.</summary>
    public Action<long>? OnSizeLimit { get; init; }

    /// <inheritdoc/>
    public void OnStarted(CancellationToken stop) => ((IEventObserver)_engine).OnStarted(stop);

    /// <inheritdoc/>
    public void OnEvent(in Event view)
    {
        _engine.OnEvent(in view);
        if (_isWanted || _writer is not null)
            Record(in view);
    }

    /// <inheritdoc/>
    public void OnNext(Alert value)
    {
        Rule? rule = FindRule(value.Rule);
        TimeSpan duration = rule is { CaptureDuration: var asked } && asked > TimeSpan.Zero ? asked : _options.DefaultDuration;
        _deadline = Math.Max(_deadline, value.Timestamp + (ulong)duration.TotalNanoseconds);
        _eventNumber = value.EventNumber;
        _isWanted |= _options.AllRules || rule is { Captures: true };
    }

    /// <inheritdoc cref="IEventObserver.OnCompleted"/>
    void IEventObserver.OnCompleted()
    {
        End();
        _engine.OnCompleted();
    }

    /// <inheritdoc cref="IEventObserver.OnError"/>
    void IEventObserver.OnError(Exception error)
    {
        End();
        _engine.OnError(error);
    }

    // The engine ends its alerts when the source ends, which this observer is told by itself.
    void IObserver<Alert>.OnCompleted()
    {
    }

    void IObserver<Alert>.OnError(Exception error)
    {
    }

    /// <summary>Completes the capture that is being written, if there is one. Call it when the source has ended.</summary>
    public void Dispose()
    {
        _alerts.Dispose();
        End();
    }

    private Rule? FindRule(string name)
    {
        RuleSet set = _engine.Rules;
        if (set.Revision != _revision)
        {
            // A rule that replaces another one has its name; sources apart, names are unique.
            _rules = set.Rules.DistinctBy(rule => rule.Name).ToFrozenDictionary(rule => rule.Name);
            _revision = set.Revision;
        }

        return _rules.GetValueOrDefault(name);
    }

    private void Record(in Event view)
    {
        try
        {
            CaptureWriter writer = _writer ??= Begin(view.Timestamp);
            writer.OnEvent(in view);
            if (view.Timestamp >= _deadline)
                End();
            else if (_options.MaxFileMegabytes > 0 && writer.Statistics.FileBytes >= _options.MaxFileMegabytes << 20)
                EndAtLimit(writer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _writer = null;
            Forget();
            Fail(error);
        }
    }

    private CaptureWriter Begin(ulong time)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{_options.PathPrefix}_{time:D20}_{_eventNumber:D20}.scap");
        CaptureWriter writer = CaptureWriter.Create(path, Compressed);
        CaptureCount++;
        _engine.Host.TellTables(writer.Tables!);
        _engine.Host.TellContainers(writer, time);
        return writer;
    }

    private void EndAtLimit(CaptureWriter writer)
    {
        long bytes = writer.Statistics.FileBytes;
        End();
        OnSizeLimit?.Invoke(bytes);
    }

    private void End()
    {
        CaptureWriter? writer = _writer;
        _writer = null;
        Forget();
        try
        {
            writer?.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fail(error);
        }
    }

    private void Forget()
    {
        _isWanted = false;
        _deadline = 0;
    }

    private void Fail(Exception error)
    {
        FailureCount++;
        OnFailure?.Invoke(error);
    }
}
