namespace Falco.Outputs.Delivery;

/// <summary>Refuses registrations that make no sense, before anything runs.</summary>
internal static class SinkOptionsCheck
{
    /// <exception cref="ArgumentException">Two sinks have one name, or an option is out of its range.</exception>
    public static void Check(SinkRegistration[] sinks)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SinkRegistration sink in sinks)
        {
            SinkOptions options = sink.Options;
            if (!names.Add(options.Name))
                throw new ArgumentException($"Two sinks have the name '{options.Name}'.", nameof(sinks));
            AtLeast(options.Capacity, 1, options, nameof(options.Capacity));
            AtLeast(options.BatchSize, 1, options, nameof(options.BatchSize));
            AtLeast(options.BatchDelay.Ticks, 0, options, nameof(options.BatchDelay));
            AtLeast(options.Spool?.MaxBytes ?? 1, 1, options, nameof(options.Spool.MaxBytes));
            AtLeast(options.Spool?.SegmentBytes ?? 1, 1, options, nameof(options.Spool.SegmentBytes));
            AtLeast(options.RateLimit?.Burst ?? 1, 1, options, nameof(options.RateLimit.Burst));
            AtLeast(options.Deduplication?.MaxRemembered ?? 1, 1, options, nameof(options.Deduplication.MaxRemembered));
            if (options.RateLimit is { AlertsPerSecond: not > 0 })
                throw new ArgumentOutOfRangeException(nameof(sinks), $"The rate of sink '{options.Name}' must be more than 0.");
            AtLeast(options.SlowAfter.Ticks, 1, options, nameof(options.SlowAfter));
            AtLeast(options.EffectiveRetry.MaxRetries, 0, options, nameof(RetryOptions.MaxRetries));
            AtLeast(options.EffectiveRetry.FirstDelay.Ticks, 0, options, nameof(RetryOptions.FirstDelay));
            AtLeast(options.EffectiveRetry.MaxDelay.Ticks, 1, options, nameof(RetryOptions.MaxDelay));
        }
    }

    private static void AtLeast(long value, long least, SinkOptions options, string name)
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, value, $"{name} of sink '{options.Name}' must be at least {least}.");
    }
}
