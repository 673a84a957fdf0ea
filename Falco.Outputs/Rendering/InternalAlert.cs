using Falco.Rules.Engine;

namespace Falco.Outputs.Rendering;

/// <summary>Alerts that Falco raises about itself. They have no tags, are laid out in their own way, and no filter keeps them back.</summary>
public static class InternalAlert
{
    /// <summary>The event source of such alerts.</summary>
    public const string Source = "internal";

    /// <summary>Makes an alert that happens now.</summary>
    /// <param name="rule">Its name, by custom <c>Falco internal: …</c>.</param>
    /// <param name="priority">Its priority.</param>
    /// <param name="message">What happened.</param>
    /// <param name="fields">Values, in ordinal order of their names.</param>
    /// <param name="clock">Tells the time.</param>
    public static Alert Create(
        string rule, RulePriority priority, string message, IReadOnlyList<AlertField> fields, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new Alert
        {
            Rule = rule,
            Priority = priority,
            Source = Source,
            Tags = [],
            Timestamp = (ulong)(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100,
            Message = message,
            Fields = fields,
        };
    }

    /// <summary>Whether Falco raised an alert about itself.</summary>
    public static bool Is(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert.Source == Source;
    }
}
