using Falco.Outputs.Sinks;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Falco.Outputs.Delivery;

/// <summary>Builds what drives the attempts of a delivery: a time-out for each, and waits between them.</summary>
internal static class AttemptPipeline
{
    /// <summary>The shortest and the longest time-out that Polly takes.</summary>
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <param name="options">How often and how long.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="onRetry">Is told of an attempt that failed and that another follows.</param>
    public static ResiliencePipeline Build(SinkOptions options, TimeProvider clock, Action<Exception> onRetry)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        if (options.EffectiveRetry.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.EffectiveRetry.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.EffectiveRetry.FirstDelay,
                MaxDelay = options.EffectiveRetry.MaxDelay,
                ShouldHandle = static failed => ValueTask.FromResult(CanRetry(failed.Outcome.Exception, failed.Context.CancellationToken)),
                DelayGenerator = failed => ValueTask.FromResult(AskedDelay(failed.Outcome.Exception, options.EffectiveRetry.MaxDelay)),
                OnRetry = failed =>
                {
                    onRetry(failed.Outcome.Exception!);
                    return ValueTask.CompletedTask;
                },
            });
        }

        if (options.AttemptTimeout is { } timeout)
        {
            builder.AddTimeout(new TimeoutStrategyOptions
            {
                Timeout = timeout < ShortestTimeout ? ShortestTimeout : timeout > LongestTimeout ? LongestTimeout : timeout,
            });
        }

        return builder.Build();
    }

    // A receiver may ask for a pause, but not switch its own alerts off.
    private static TimeSpan? AskedDelay(Exception? error, TimeSpan longest) =>
        error is DeliveryException { RetryAfter: { } asked } ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, longest.Ticks)) : null;

    private static bool CanRetry(Exception? error, CancellationToken stop) =>
        error is not null && !stop.IsCancellationRequested && error is not DeliveryException { IsPermanent: true };
}
