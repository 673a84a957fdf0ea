using Falco.Core.Applications;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine.Applications;

/// <summary>Judges objects of one type.</summary>
/// <inheritdoc/>
/// <typeparam name="TEvent">The type of the objects.</typeparam>
public sealed class ApplicationEngine<TEvent> : ApplicationEngine
    where TEvent : class
{
    private readonly string[] _names;

    /// <summary>Makes an engine.</summary>
    /// <param name="source">What the events are.</param>
    /// <param name="rules">The rules; those of other sources are left alone.</param>
    /// <param name="options">How they are judged.</param>
    public ApplicationEngine(ApplicationSource<TEvent> source, RuleSet rules, ApplicationEngineOptions? options = null)
        : base(source, rules, options)
    {
        _names = [.. source.EventNames];
    }

    /// <summary>Judges an object of a source whose events have no names.</summary>
    /// <param name="source">The object; it is read before the call returns, and not kept.</param>
    /// <returns>What the rules say. Nothing that fails in rules or getters is thrown.</returns>
    /// <exception cref="InvalidOperationException">The source's events have names.</exception>
    public Verdict Judge(TEvent source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_names.Length > 0)
            throw new InvalidOperationException($"Say which event of {Source.Name} it is: {string.Join(", ", _names)}.");
        return JudgeCore(0, source);
    }

    /// <summary>Judges an object.</summary>
    /// <param name="eventName">Which of the source's events it is.</param>
    /// <param name="source">The object; it is read before the call returns, and not kept.</param>
    /// <returns>What the rules say. Nothing that fails in rules or getters is thrown.</returns>
    /// <exception cref="ArgumentException">The source has no event of that name.</exception>
    public Verdict Judge(string eventName, TEvent source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int index = Array.IndexOf(_names, eventName);
        return index >= 0 ? JudgeCore(index, source) : throw new ArgumentException($"{Source.Name} has no event {eventName}.", nameof(eventName));
    }
}
