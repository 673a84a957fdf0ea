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
/// that thread, and to the channel, from any thread. Rules may be replaced from any thread; counts may be read from any.
/// </remarks>
public sealed class RuleEngine : IEventObserver, IObservable<Alert>
{
    private readonly EventJudge _judge;
    private readonly AlertOutlet _outlet;
    private readonly Lock _replacing = new();

    private volatile RuleEngineOptions _options;

    // The rules of the next event; the judge has those of the current one.
    private volatile ActiveRules _wanted;
    private long _events;

    /// <summary>Makes an engine.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">How they are judged.</param>
    /// <param name="host">The picture of the host; by default a new one.</param>
    public RuleEngine(RuleSet rules, RuleEngineOptions? options = null, HostState? host = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _options = options ?? new RuleEngineOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.AlertCapacity, nameof(options));
        Host = host ?? new HostState();
        _outlet = new AlertOutlet(_options.AlertCapacity, _options.AlertFullMode, isShared: false);
        _wanted = ActiveRules.Compile(rules, _options);
        _judge = new EventJudge(Host, _wanted, _options, _outlet);
    }

    /// <summary>The picture of the host; read it on the source's thread only.</summary>
    public HostState Host { get; }

    /// <inheritdoc/>
    public IHostTableObserver Tables => Host;

    /// <summary>The rules that the next event is judged by.</summary>
    public RuleSet Rules => _wanted.Set;

    /// <summary>The system calls that enabled rules name: what a live source must watch for them.</summary>
    public SyscallSet Syscalls => _wanted.Syscalls;

    /// <summary>The alerts, from the first use of this property on. What happens when nobody reads them, the options say.</summary>
    public ChannelReader<Alert> Alerts => _outlet.Reader;

    /// <summary>Alerts that found no room in <see cref="Alerts"/>.</summary>
    public long DroppedAlerts => _outlet.Dropped;

    /// <summary>Alerts raised so far.</summary>
    public long AlertCount => _outlet.Alerts;

    /// <summary>Events that rules were judged on.</summary>
    public long EventCount => Volatile.Read(ref _events);

    /// <summary>Conditions and outputs that failed for an event.</summary>
    public long FaultCount => _outlet.Faults;

    /// <summary>
    /// Alerts per rule of the current set, in the order of definition; rules without one are left out. A rule goes on counting when the
    /// set is replaced by another that has a rule of its name.
    /// </summary>
    public IEnumerable<KeyValuePair<Rule, long>> AlertsByRule => _wanted.AlertsByRule();

    /// <summary>The system calls that a set would make a live source watch: those that its rules name which are switched on.</summary>
    /// <param name="rules">The set.</param>
    /// <param name="selections">What is switched on and off; by default what is now.</param>
    public SyscallSet SyscallsOf(RuleSet rules, IReadOnlyList<RuleSelection>? selections = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return ActiveRules.SyscallsOf(rules, OptionsWith(selections));
    }

    /// <summary>Compiles other rules, on the calling thread, and judges by them from the next event on.</summary>
    /// <remarks>
    /// The picture of the host is kept, and so are counts, observers and the channel; what the options select is selected again. Of calls
    /// from several threads, the last to return is the one that counts. The source's thread only exchanges a reference, between two
    /// events; each alert carries the revision of the set that raised it.
    /// </remarks>
    /// <param name="rules">The rules.</param>
    /// <param name="selections">What is switched on and off from now on; by default what is now.</param>
    public void Replace(RuleSet rules, IReadOnlyList<RuleSelection>? selections = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        lock (_replacing)
        {
            RuleEngineOptions options = OptionsWith(selections);
            _wanted = ActiveRules.Compile(rules, options, _wanted);
            _options = options;
        }
    }

    /// <inheritdoc/>
    public void OnEvent(in Event view)
    {
        HostEvent current = Host.Apply(in view);
        if (!current.IsShown)
            return;
        _events++;
        if (_wanted != _judge.Rules)
            _judge.Adopt(_wanted);
        RuleList rules = _judge.Rules.Compiled.For(view.Type);
        if (rules.Blocks.Length == 0)
            return;

        // What has happened on this machine cannot be refused any more.
        Verdict verdict = default;
        _judge.Judge(rules, in current, ref verdict);
    }

    /// <summary>Adds an observer of alerts, called on the source's thread; disposing the result removes it.</summary>
    /// <remarks>An observer that throws loses its own subscription only.</remarks>
    public IDisposable Subscribe(IObserver<Alert> observer) => _outlet.Subscribe(observer);

    /// <summary>Ends the alerts. May be called from any thread, for instance to release a source that waits for room.</summary>
    public void OnCompleted() => _outlet.End(null);

    /// <inheritdoc/>
    public void OnError(Exception error) => _outlet.End(error);

    private RuleEngineOptions OptionsWith(IReadOnlyList<RuleSelection>? selections) =>
        selections is null ? _options : _options with { Selections = selections };
}
