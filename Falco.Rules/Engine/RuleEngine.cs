using System.Numerics;
using System.Threading.Channels;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>Judges the events of one source by rules, and raises alerts.</summary>
/// <remarks>
/// Subscribe it to the source: it keeps the picture of the host and judges on the source's thread. Alerts go to whoever subscribed, on
/// that thread, and to the channel, from any thread.
/// </remarks>
public sealed class RuleEngine : IEventObserver, IObservable<Alert>
{
    private readonly RuleEngineOptions _options;
    private readonly HostState _host;
    private readonly EvaluationContext _context;
    private readonly Channel<Alert> _channel;
    private readonly List<IObserver<Alert>> _observers = [];
    private readonly ActiveRules _active;
    private uint _usersVersion;

    /// <summary>Makes an engine.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">How they are judged.</param>
    /// <param name="host">The picture of the host; by default a new one.</param>
    public RuleEngine(RuleSet rules, RuleEngineOptions? options = null, HostState? host = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _options = options ?? new RuleEngineOptions();
        _host = host ?? new HostState();
        _context = new EvaluationContext(_host);
        _channel = Channel.CreateBounded<Alert>(
            new BoundedChannelOptions(_options.AlertCapacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleWriter = true },
            _ => DroppedAlerts++);
        _active = ActiveRules.Compile(rules, _options);
        _context.Adopt(_active.Compiled.Layout);
    }

    /// <summary>The picture of the host; read it on the source's thread only.</summary>
    public HostState Host => _host;

    /// <inheritdoc/>
    public IHostTableObserver Tables => _host;

    /// <summary>The alerts. A reader that falls behind loses the newest; see <see cref="DroppedAlerts"/>.</summary>
    public ChannelReader<Alert> Alerts => _channel.Reader;

    /// <summary>Alerts that found the channel full.</summary>
    public long DroppedAlerts { get; private set; }

    /// <summary>Alerts raised so far.</summary>
    public long AlertCount { get; private set; }

    /// <summary>Events that rules were judged on.</summary>
    public long EventCount { get; private set; }

    /// <summary>Alerts per rule, in the order of definition; rules without one are left out.</summary>
    public IEnumerable<KeyValuePair<Rule, long>> AlertsByRule => _active.AlertsByRule();

    /// <summary>Adds an observer of alerts, called on the source's thread; disposing the result removes it.</summary>
    /// <remarks>Subscribe before the source runs.</remarks>
    public IDisposable Subscribe(IObserver<Alert> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        _observers.Add(observer);
        return new AlertSubscription(() => _observers.Remove(observer));
    }

    /// <inheritdoc/>
    public void OnEvent(in Event view)
    {
        HostEvent current = _host.Apply(in view);
        if (!current.IsShown)
            return;
        EventCount++;
        RuleBlock[] blocks = _active.Compiled.For(view.Type);
        if (blocks.Length > 0)
            Judge(in current, blocks);
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
        _channel.Writer.TryComplete();
        foreach (IObserver<Alert> observer in _observers.ToArray())
            observer.OnCompleted();
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
        _channel.Writer.TryComplete(error);
        foreach (IObserver<Alert> observer in _observers.ToArray())
            observer.OnError(error);
    }

    private void Judge(in HostEvent current, RuleBlock[] blocks)
    {
        // Users have no version of their own in what is remembered on threads.
        if (_host.UsersVersion != _usersVersion)
        {
            _usersVersion = _host.UsersVersion;
            _context.BeginEpoch();
        }

        _context.BeginEvent();
        foreach (RuleBlock block in blocks)
        {
            ulong matches = block.Match(in current, _context);
            while (matches != 0)
            {
                int rule = block.Rules[BitOperations.TrailingZeroCount(matches)];
                matches &= matches - 1;
                Raise(in current, rule);
                if (!_options.MatchAll)
                    return;
            }
        }
    }

    private void Raise(in HostEvent current, int index)
    {
        AlertCount++;
        Alert alert = AlertFactory.Create(_active.Count(index), in current, _context.Scratch, _active.Set.Revision);
        foreach (IObserver<Alert> observer in _observers)
            observer.OnNext(alert);
        _channel.Writer.TryWrite(alert);
    }

    private sealed class AlertSubscription(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
