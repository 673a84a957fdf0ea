using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures;

/// <summary>An event of an old driver that a reader has left out, because it is not what a driver would have recorded.</summary>
/// <param name="Offset">Where its block begins in the uncompressed capture, in bytes.</param>
/// <param name="Type">Its type.</param>
/// <param name="Problem">What is wrong with it.</param>
public readonly record struct SkippedEvent(long Offset, EventType Type, string Problem);
