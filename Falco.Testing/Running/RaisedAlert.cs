using Falco.Rules.Engine;

namespace Falco.Testing.Running;

/// <summary>An alert that came.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Item">The event of the test that raised it, from 1; 0 for one that the test does not speak of.</param>
internal sealed record RaisedAlert(Alert Alert, int Item)
{
    /// <summary>The alert, for people.</summary>
    public override string ToString() => $"{Alert.Rule} (event {Item}): {Alert.Message}";
}
