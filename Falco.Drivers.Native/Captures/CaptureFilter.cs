using Falco.Core.State;

namespace Falco.Drivers.Native.Captures;

/// <summary>Says whether an event is recorded. Called on the source's thread, for every event that may be shown.</summary>
/// <param name="current">The event, together with what the recorder's picture of the host says about it.</param>
public delegate bool CaptureFilter(in HostEvent current);
