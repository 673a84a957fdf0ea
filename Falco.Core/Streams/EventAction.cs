using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>Receives one event in place, on the source's thread; the view dies with the call.</summary>
public delegate void EventAction(in Event view);
