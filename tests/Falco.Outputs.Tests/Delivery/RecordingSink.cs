using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Delivery;

/// <summary>Keeps what it is given; fails as it is told to.</summary>
internal sealed class RecordingSink : IAlertSink
{
    private readonly Lock _gate = new();
    private readonly List<Alert> _alerts = [];
    private readonly Queue<Exception> _failures = [];

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _awaited = int.MaxValue;

    /// <summary>The sizes of the batches that were tried.</summary>
    public List<int> Attempts { get; } = [];

    /// <summary>The messages of alerts, without those about Falco itself.</summary>
    public string[] Messages
    {
        get
        {
            lock (_gate)
                return [.. _alerts.Where(alert => !InternalAlert.Is(alert)).Select(alert => alert.Message)];
        }
    }

    /// <summary>The alerts about Falco itself.</summary>
    public Alert[] Reports
    {
        get
        {
            lock (_gate)
                return [.. _alerts.Where(InternalAlert.Is)];
        }
    }

    /// <summary>Completes when it has been given so many alerts.</summary>
    public Task WaitForAsync(int count)
    {
        lock (_gate)
        {
            _awaited = count;
            return _reached.Task;
        }
    }

    /// <summary>The next attempt that has no failure before it fails.</summary>
    public RecordingSink FailWith(params Exception[] errors)
    {
        foreach (Exception error in errors)
            _failures.Enqueue(error);
        return this;
    }

    public ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Attempts.Add(batch.Count);
            if (_failures.TryDequeue(out Exception? error))
            {
                int delivered = (error as DeliveryException)?.DeliveredCount ?? 0;
                _alerts.AddRange(batch.Alerts[..delivered]);
                throw error;
            }

            _alerts.AddRange(batch.Alerts);
            if (_alerts.Count >= _awaited)
                _reached.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }
}
