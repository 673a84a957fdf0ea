namespace Falco.Outputs.Sinks;

/// <summary>Takes alerts: a console, a file, a service.</summary>
/// <remarks>
/// One caller at a time. A sink that cannot deliver throws; who calls it counts the failure and decides whether to try again.
/// </remarks>
public interface IAlertSink
{
    /// <summary>Delivers alerts in order; when the task completes, the sink has done what it promises.</summary>
    ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken);
}
