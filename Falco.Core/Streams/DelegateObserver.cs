using System.Runtime.ExceptionServices;
using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>An observer made of delegates.</summary>
internal sealed class DelegateObserver(EventAction onEvent, Action<Exception>? onError, Action? onCompleted) : IEventObserver
{
    public void OnEvent(in Event view) => onEvent(in view);

    public void OnCompleted() => onCompleted?.Invoke();

    public void OnError(Exception error)
    {
        // Thrown on, an error that nobody handles becomes the result of the run.
        if (onError is null)
            ExceptionDispatchInfo.Throw(error);
        onError(error);
    }
}
