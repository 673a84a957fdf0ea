using System.Threading.Channels;
using Falco.Containers.Runtimes;
using Falco.Core.State;

namespace Falco.Containers.Lookups;

/// <summary>
/// Asks runtimes for containers: a bounded queue, a few at once, each several times, because a runtime may know a container only a little after its first
/// process has started.
/// </summary>
internal sealed class ContainerInquiry : IAsyncDisposable
{
    private readonly IReadOnlyList<LazyRuntime> _runtimes;
    private readonly ContainerMetadataOptions _options;
    private readonly ContainerMetadataStatistics _statistics;
    private readonly TimeProvider _clock;
    private readonly Action<ContainerDescription> _found;
    private readonly Action<string, Exception> _failed;
    private readonly Channel<(string Id, int Attempt)> _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _workers;
    private long _asked;
    private long _settled;

    public ContainerInquiry(
        IReadOnlyList<LazyRuntime> runtimes,
        ContainerMetadataOptions options,
        ContainerMetadataStatistics statistics,
        TimeProvider clock,
        Action<ContainerDescription> found,
        Action<string, Exception> failed)
    {
        _runtimes = runtimes;
        _options = options;
        _statistics = statistics;
        _clock = clock;
        _found = found;
        _failed = failed;
        _queue = Channel.CreateBounded<(string Id, int Attempt)>(new BoundedChannelOptions(options.QueueCapacity) { FullMode = BoundedChannelFullMode.Wait });
        _workers = [.. Enumerable.Range(0, options.Concurrency).Select(_ => Task.Run(() => WorkAsync(_stop.Token)))];
    }

    /// <summary>Whether everything that was asked has an answer, or will have none. May be read from any thread.</summary>
    public bool IsSettled => Volatile.Read(ref _settled) == Volatile.Read(ref _asked);

    /// <summary>Asks for a container. Never waits.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAsk(string id)
    {
        Interlocked.Increment(ref _asked);
        if (_queue.Writer.TryWrite((id, 1)))
            return true;
        Interlocked.Increment(ref _settled);
        _statistics.CountDropped();
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_workers).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            await foreach ((string id, int attempt) in _queue.Reader.ReadAllAsync(stop).ConfigureAwait(false))
            {
                (ContainerDescription? container, bool isAnyPresent) = await FindAsync(id, stop).ConfigureAwait(false);
                if (container is not null)
                {
                    _statistics.CountAnswered();
                    _found(container);
                    Interlocked.Increment(ref _settled);
                }
                else if (isAnyPresent && attempt < _options.Attempts)
                {
                    // Apart from the workers: what nobody knows yet must not hold up what somebody does.
                    _ = AskAgainAsync(id, attempt + 1, stop);
                }
                else
                {
                    GiveUp();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // To be stopped is an orderly end.
        }
    }

    private async Task AskAgainAsync(string id, int attempt, CancellationToken stop)
    {
        try
        {
            await Task.Delay(_options.RetryDelay * (1 << Math.Min(attempt - 2, 10)), _clock, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _statistics.CountRetry();
        if (!_queue.Writer.TryWrite((id, attempt)))
            GiveUp();
    }

    private void GiveUp()
    {
        _statistics.CountUnanswered();
        Interlocked.Increment(ref _settled);
    }

    private async Task<(ContainerDescription? Container, bool IsAnyPresent)> FindAsync(string id, CancellationToken stop)
    {
        bool isAnyPresent = false;
        foreach (LazyRuntime runtime in _runtimes)
        {
            if (!runtime.IsPresent)
                continue;
            isAnyPresent = true;
            if (await TryFindAsync(runtime, id, stop).ConfigureAwait(false) is { } container)
                return (container, true);
        }

        return (null, isAnyPresent);
    }

    private async Task<ContainerDescription?> TryFindAsync(LazyRuntime runtime, string id, CancellationToken stop)
    {
        try
        {
            return await runtime.FindAsync(id, stop).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Whatever a runtime does must not end the questions to the others.
            _statistics.CountFailure();
            _failed(runtime.Name, error);
            return null;
        }
    }
}
