using Falco.Core.Applications;
using Falco.Rules.Engine;
using Falco.Rules.Engine.Applications;

namespace Falco.Hosting;

/// <summary>
/// Where an application hands over its own objects to be judged (<see cref="FalcoBuilder.FromApplication{TEvent}"/>): on its own threads,
/// with the verdict at once.
/// </summary>
/// <remarks>
/// A service of the application: a singleton, and keyed by the engine's name. Before the engine has started and after it has stopped, nothing is
/// judged and every verdict is empty. All members may be called from any thread, also at the same time; none of them throws because of what
/// happens in rules.
/// </remarks>
/// <typeparam name="TEvent">The type of the objects.</typeparam>
public sealed class ApplicationEvents<TEvent>
    where TEvent : class
{
    private volatile ApplicationEngine<TEvent>? _engine;

    internal ApplicationEvents(ApplicationSource<TEvent> source)
    {
        Source = source;
    }

    /// <summary>What the events are.</summary>
    public ApplicationSource<TEvent> Source { get; }

    /// <summary>Whether events are judged.</summary>
    public bool IsJudged => _engine is not null;

    /// <summary>Texts that were cut because they are longer than rules may read.</summary>
    public long TruncatedTexts => _engine?.TruncatedTexts ?? 0;

    /// <summary>Whether some rule that is switched on can hold for an event.</summary>
    /// <param name="eventName">Which of the source's events.</param>
    public bool HasRulesFor(string eventName) => _engine is { } engine && engine.HasRulesFor(eventName);

    /// <summary>Whether some rule that is switched on reads a field, so that its value is worth finding out.</summary>
    /// <param name="field">The name without brackets.</param>
    public bool Reads(string field) => _engine is { } engine && engine.Reads(field);

    /// <summary>Judges an object of a source whose events have no names.</summary>
    /// <param name="source">The object; it is read before the call returns, and not kept.</param>
    /// <exception cref="InvalidOperationException">The source's events have names.</exception>
    public Verdict Judge(TEvent source) => _engine is { } engine ? engine.Judge(source) : default;

    /// <summary>Judges an object.</summary>
    /// <param name="eventName">Which of the source's events it is.</param>
    /// <param name="source">The object; it is read before the call returns, and not kept.</param>
    /// <exception cref="ArgumentException">The source has no event of that name.</exception>
    public Verdict Judge(string eventName, TEvent source) => _engine is { } engine ? engine.Judge(eventName, source) : default;

    /// <summary>Judges from now on, or no longer.</summary>
    internal void Use(ApplicationEngine<TEvent>? engine) => _engine = engine;
}
