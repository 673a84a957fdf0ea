using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Testing.Events;

/// <summary>One event of a scenario.</summary>
/// <param name="item">Which one of the test it is, from 1; 0 for one that the test does not speak of.</param>
/// <param name="view">The event; dies with the call.</param>
internal delegate void ScenarioEvent(int item, in Event view);

/// <summary>What a test is about: a host and its events. Can be played as often as needed, always with the same result.</summary>
internal interface IScenario
{
    /// <summary>Plays it.</summary>
    /// <param name="tables">Told what is on the host.</param>
    /// <param name="onEvent">Told of the events.</param>
    /// <exception cref="ScenarioException">It cannot be read to its end.</exception>
    void Play(IHostTableObserver tables, ScenarioEvent onEvent);
}

/// <summary>A scenario cannot be read to its end.</summary>
internal sealed class ScenarioException(string message) : Exception(message);
