namespace Falco.Rules.Engine;

/// <summary>How many alerts a rule raised. It outlives the rule set: a rule of the same name in the next set goes on counting.</summary>
internal sealed class RuleCounter
{
    private long _alerts;

    /// <summary>The alerts so far; may be read from any thread.</summary>
    public long Alerts => Volatile.Read(ref _alerts);

    /// <summary>Counts an alert; may be called from any thread.</summary>
    public void Increment() => Interlocked.Increment(ref _alerts);
}
