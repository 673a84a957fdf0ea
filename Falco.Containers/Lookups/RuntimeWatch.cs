using Falco.Containers.Runtimes;

namespace Falco.Containers.Lookups;

/// <summary>Follows what a runtime tells by itself, and begins anew when the connection ends; what there is at the beginning is asked for.</summary>
internal sealed class RuntimeWatch(
    LazyRuntime runtime,
    ContainerMetadataOptions options,
    ContainerMetadataStatistics statistics,
    TimeProvider clock,
    Action<string> changed,
    Action<string> gone,
    Action<string, Exception> failed)
{
    /// <summary>Follows until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                if (runtime.IsPresent)
                    await FollowAsync(stop).ConfigureAwait(false);
                await Task.Delay(options.ReconnectDelay, clock, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // To be stopped is an orderly end.
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            Task listing = ListAsync(stop);
            await foreach (ContainerNotice notice in runtime.WatchAsync(stop).ConfigureAwait(false))
            {
                statistics.CountNotice();
                (notice.IsGone ? gone : changed)(notice.Id);
            }

            await listing.ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            statistics.CountFailure();
            failed(runtime.Name, error);
        }
    }

    private async Task ListAsync(CancellationToken stop)
    {
        try
        {
            foreach (string id in await runtime.ListAsync(stop).ConfigureAwait(false))
                changed(id);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            statistics.CountFailure();
            failed(runtime.Name, error);
        }
    }
}
