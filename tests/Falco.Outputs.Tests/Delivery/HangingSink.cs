using Falco.Outputs.Sinks;

namespace Falco.Outputs.Tests.Delivery;

/// <summary>Takes a batch and does not come back until it is released, whatever its token says.</summary>
internal sealed class HangingSink(bool blocksThread = false, bool heedsToken = false) : IAlertSink
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first batch is held.</summary>
    public Task Entered => _entered.Task;

    public int Delivered { get; private set; }

    public void Release() => _released.TrySetResult();

    public async ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        int count = batch.Count;
        _entered.TrySetResult();
        if (blocksThread)
            _released.Task.GetAwaiter().GetResult();
        else
            await _released.Task.WaitAsync(heedsToken ? cancellationToken : CancellationToken.None);
        Delivered += count;
    }
}
