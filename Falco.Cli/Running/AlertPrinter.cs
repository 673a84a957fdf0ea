using Falco.Outputs.Sinks;
using Falco.Rules.Engine;

namespace Falco.Cli.Running;

/// <summary>Prints alerts on the source's thread: in a replay nothing waits for the next event, so none is lost or late.</summary>
/// <param name="sink">Where they go; <see langword="null"/> if somebody else prints them.</param>
internal sealed class AlertPrinter(StreamSink? sink) : IObserver<Alert>
{
    /// <summary>What ended the evaluation early, or <see langword="null"/>.</summary>
    public Exception? Failure { get; private set; }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error) => Failure = error;

    public void OnNext(Alert value) => sink?.Write(value);
}
