using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Keeps a picture of the host, and calls before each event is applied to it.</summary>
internal sealed class StateObserver(HostState host, Action beforeEvent) : IEventObserver
{
    public IHostTableObserver? Tables => host;

    public void OnEvent(in Event view)
    {
        beforeEvent();
        host.Apply(in view);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
