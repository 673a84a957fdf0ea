namespace Falco.Rules.Engine;

/// <summary>What the rules say of one event.</summary>
/// <param name="Alerts">How many rules raised an alert.</param>
/// <param name="Refuses">Whether one of them asks for what the event is about to be refused (<see cref="Loading.Rule.DenyTag"/>).</param>
public readonly record struct Verdict(int Alerts, bool Refuses);
