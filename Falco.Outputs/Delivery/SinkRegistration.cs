using Falco.Outputs.Sinks;

namespace Falco.Outputs.Delivery;

/// <summary>A sink, and how alerts reach it.</summary>
/// <param name="Sink">The sink. The dispatcher disposes it at its end if it is disposable.</param>
/// <param name="Options">How alerts reach it.</param>
public sealed record SinkRegistration(IAlertSink Sink, SinkOptions Options);
