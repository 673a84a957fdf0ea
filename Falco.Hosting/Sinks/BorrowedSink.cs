using Falco.Outputs.Sinks;

namespace Falco.Hosting.Sinks;

/// <summary>A sink that is a service of the application, which disposes it.</summary>
internal sealed class BorrowedSink(IAlertSink sink) : IAlertSink, IReopenableSink
{
    public void Reopen() => (sink as IReopenableSink)?.Reopen();

    public ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken) => sink.WriteAsync(batch, cancellationToken);
}
