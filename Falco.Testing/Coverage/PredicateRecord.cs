using Falco.Rules.Compilation;

namespace Falco.Testing.Coverage;

/// <summary>A comparison while it is watched.</summary>
/// <param name="check">The comparison.</param>
/// <param name="place">Where it stands; nothing is seen of it yet.</param>
internal sealed class PredicateRecord(BoundCheck check, PredicateCoverage place)
{
    private bool _wasTrue;
    private bool _wasFalse;

    public BoundCheck Check => check;

    /// <summary>Whether it asks for nothing but the type of the event, so that it is judged on every event.</summary>
    public bool IsAboutType { get; } = check.Left.Fields.All(static field => field.Definition.Name == "evt.type");

    public bool IsComplete => _wasTrue && _wasFalse;

    public PredicateCoverage Result => place with { WasTrue = _wasTrue, WasFalse = _wasFalse };

    public void Record(bool holds)
    {
        _wasTrue |= holds;
        _wasFalse |= !holds;
    }
}
