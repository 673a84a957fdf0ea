using System.Collections.Frozen;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Falco.Core.Applications;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine.Applications;

/// <summary>Judges the objects of an application by rules, on the threads that have them, and tells the verdict at once.</summary>
/// <remarks>
/// All members may be called from any thread, also at the same time. Alerts go to whoever subscribed, on the thread of the event and one
/// after the other, and to the channel. As long as no rule holds, judging allocates nothing.
/// </remarks>
[DebuggerDisplay("{Source.Name} {EventCount}")]
public abstract class ApplicationEngine : IObservable<Alert>
{
    private const ulong NanosecondsPerTick = 100;

    private readonly ApplicationEngineOptions _options;
    private readonly HostState _host = new();
    private readonly JudgePool _judges = new();
    private readonly AlertOutlet _outlet;
    private readonly Lock _replacing = new();

    private volatile Generation _generation;
    private long _events;
    private long _truncated;

    private protected ApplicationEngine(ApplicationSource source, RuleSet rules, ApplicationEngineOptions? options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        options ??= new ApplicationEngineOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxTextLength, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Judging.AlertCapacity, nameof(options));
        Source = source;
        _options = options with { Judging = options.Judging with { Source = source.Name } };
        _outlet = new AlertOutlet(_options.Judging.AlertCapacity, _options.Judging.AlertFullMode, isShared: true);
        _host.OnMachine(new MachineEntry { HostName = Encoding.UTF8.GetBytes(_options.HostName) });
        _generation = Compile(rules, _options.Judging, null);
    }

    /// <summary>What the events are.</summary>
    public ApplicationSource Source { get; }

    /// <summary>The rules that the next event is judged by.</summary>
    public RuleSet Rules => _generation.Rules.Set;

    /// <summary>The alerts, from the first use of this property on. What happens when nobody reads them, the options say.</summary>
    public ChannelReader<Alert> Alerts => _outlet.Reader;

    /// <summary>Alerts that found no room in <see cref="Alerts"/>.</summary>
    public long DroppedAlerts => _outlet.Dropped;

    /// <summary>Alerts raised so far.</summary>
    public long AlertCount => _outlet.Alerts;

    /// <summary>Events so far.</summary>
    public long EventCount => Volatile.Read(ref _events);

    /// <summary>Conditions and outputs that failed for an event, and events that could not be judged to the end.</summary>
    public long FaultCount => _outlet.Faults;

    /// <summary>Texts that were cut because they were longer than the options allow.</summary>
    public long TruncatedTexts => Volatile.Read(ref _truncated);

    /// <inheritdoc cref="RuleEngine.AlertsByRule"/>
    public IEnumerable<KeyValuePair<Rule, long>> AlertsByRule => _generation.Rules.AlertsByRule();

    /// <summary>Whether some rule that is switched on can hold for an event, so that it is worth judging.</summary>
    /// <param name="eventName">The name of the event.</param>
    public bool HasRulesFor(string eventName)
    {
        for (int i = 0; i < Source.EventNames.Count; i++)
        {
            if (Source.EventNames[i] == eventName)
                return _generation.Rules.Compiled.For(i).Blocks.Length != 0;
        }

        return false;
    }

    /// <summary>Whether some rule that is switched on reads a field, so that its value is worth finding out.</summary>
    /// <param name="field">The name without brackets.</param>
    public bool Reads(string field) => _generation.Fields.Contains(field);

    /// <summary>Compiles other rules, on the calling thread, and judges by them from the next event on.</summary>
    /// <remarks>
    /// Counts, observers and the channel are kept. An event that is being judged is judged by one set to its end; each alert carries the
    /// revision of the set that raised it.
    /// </remarks>
    /// <param name="rules">The rules.</param>
    /// <param name="selections">What is switched on and off from now on; by default what is now.</param>
    public void Replace(RuleSet rules, IReadOnlyList<RuleSelection>? selections = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        lock (_replacing)
        {
            RuleEngineOptions judging = _generation.Judging;
            _generation = Compile(rules, selections is null ? judging : judging with { Selections = selections }, _generation.Rules);
        }
    }

    /// <inheritdoc cref="RuleEngine.Subscribe"/>
    public IDisposable Subscribe(IObserver<Alert> observer) => _outlet.Subscribe(observer);

    /// <summary>Ends the alerts: observers and the channel are told that there will be no more.</summary>
    public void Complete() => _outlet.End(null);

    private protected Verdict JudgeCore(int index, object payload)
    {
        ulong number = (ulong)Interlocked.Increment(ref _events);
        ActiveRules rules = _generation.Rules;
        RuleList list = rules.Compiled.For(index);
        return list.Blocks.Length == 0 ? default : JudgeCore(rules, list, index, payload, number);
    }

    private Verdict JudgeCore(ActiveRules rules, RuleList list, int index, object payload, ulong number)
    {
        ApplicationJudge judge = _judges.Rent() ?? new ApplicationJudge(_host, rules, _options, _outlet);
        Verdict verdict = default;
        try
        {
            judge.Judge(rules, list, Source.EventTypes[index], payload, number, Now(), ref verdict);
        }
        catch (Exception)
        {
            // Whatever fails here must not reach the application, which only let us look; what was decided before counts.
            _outlet.CountFault();
        }
        finally
        {
            GiveBack(judge);
        }

        return verdict;
    }

    private void GiveBack(ApplicationJudge judge)
    {
        if (judge.TakeTruncated() is > 0 and long truncated)
            Interlocked.Add(ref _truncated, truncated);
        if (judge.IsWorthKeeping)
            _judges.Return(judge);
    }

    private ulong Now() => (ulong)(_options.Clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick;

    private Generation Compile(RuleSet rules, RuleEngineOptions judging, ActiveRules? previous)
    {
        ActiveRules active = ActiveRules.Compile(rules, judging, Source.EventTypes, previous);
        return new Generation(active, judging, active.FieldNames().ToFrozenSet(StringComparer.Ordinal));
    }

    private sealed record Generation(ActiveRules Rules, RuleEngineOptions Judging, FrozenSet<string> Fields);
}
