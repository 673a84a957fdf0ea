using System.Diagnostics.Metrics;

namespace Falco.Core.State;

/// <summary>The counts of a picture of the host as instruments of a meter named <c>Falco.State</c>.</summary>
/// <remarks>
/// Collectors read from their own threads while the source's thread counts: each number is whole, but numbers of one collection may be an
/// event apart.
/// </remarks>
public sealed class HostStateMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Falco.State";

    private const string Result = "falco.result";

    private static readonly Instrument[] Instruments =
    [
        new("falco.state.threads", "{thread}", "Threads in the picture of the host.", [new(null, static counts => counts.Threads)], IsSum: false),
        new("falco.state.threads.added", "{thread}", "Threads that were recorded.", [new(null, static counts => counts.AddedThreads)]),
        new("falco.state.threads.removed", "{thread}", "Threads that are recorded no more.", [new(null, static counts => counts.RemovedThreads)]),
        new("falco.state.threads.dropped", "{thread}", "Threads that found the table full.", [new(null, static counts => counts.DroppedThreads)]),
        new("falco.state.threads.purged", "{thread}", "Threads that were gone without an event.", [new(null, static counts => counts.PurgedThreads)]),
        new("falco.state.thread.lookups", "{lookup}", "Looks for the thread of an event.",
        [
            new("cached", static counts => counts.CachedThreadLookups),
            new("found", static counts => counts.TableThreadLookups),
            new("failed", static counts => counts.FailedThreadLookups),
        ]),
        new("falco.state.thread.queries", "{query}", "Threads that the source was asked for.",
        [
            new("answered", static counts => counts.ThreadLookups - counts.UnansweredThreadLookups),
            new("unanswered", static counts => counts.UnansweredThreadLookups),
        ]),
        new("falco.state.descriptors", "{descriptor}", "Open descriptors in the picture of the host.",
            [new(null, static counts => counts.Descriptors)], IsSum: false),
        new("falco.state.descriptors.added", "{descriptor}", "Descriptors that were recorded.", [new(null, static counts => counts.AddedDescriptors)]),
        new("falco.state.descriptors.removed", "{descriptor}", "Descriptors that are recorded no more.",
            [new(null, static counts => counts.RemovedDescriptors)]),
        new("falco.state.descriptors.dropped", "{descriptor}", "Descriptors that found their process's table full.",
            [new(null, static counts => counts.DroppedDescriptors)]),
        new("falco.state.descriptor.lookups", "{lookup}", "Looks for the descriptor of an event.",
        [
            new("found", static counts => counts.FoundDescriptors),
            new("failed", static counts => counts.MissingDescriptors),
        ]),
        new("falco.state.containers", "{container}", "Containers in the picture of the host.", [new(null, static counts => counts.Containers)], IsSum: false),
        new("falco.state.containers.told", "{event}", "Events about containers.",
        [
            new("added", static counts => counts.ToldContainers),
            new("removed", static counts => counts.RemovedContainers),
            new("malformed", static counts => counts.MalformedContainers),
        ]),
        new("falco.state.containers.dropped", "{container}", "Containers that made room for others, or in which nothing had run for long.",
        [
            new("limit", static counts => counts.DroppedContainers),
            new("purged", static counts => counts.PurgedContainers),
        ]),
        new("falco.state.call_starts", "{event}", "Starts of calls that are kept for their ends.",
        [
            new("stored", static counts => counts.StoredEnters),
            new("dropped", static counts => counts.DroppedEnters),
            new("retrieved", static counts => counts.RetrievedEnters),
            new("missing", static counts => counts.MissingEnters),
        ]),
        new("falco.state.events.skipped", "{event}", "Events that were left out.",
        [
            new("suppressed", static counts => counts.SuppressedEvents),
            new("old", static counts => counts.OldEvents),
        ]),
    ];

    private readonly Meter _meter;

    /// <summary>Makes the instruments.</summary>
    /// <param name="host">The picture whose counts are shown.</param>
    /// <param name="meters">Makes the meter, as dependency injection provides it.</param>
    /// <param name="tags">What tells this picture from others in the process, for instance its source.</param>
    public HostStateMetrics(HostState host, IMeterFactory meters, IEnumerable<KeyValuePair<string, object?>>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(new MeterOptions(MeterName) { Tags = tags });
        StateStatistics statistics = host.Statistics;
        foreach (Instrument instrument in Instruments)
        {
            Func<IEnumerable<Measurement<long>>> read = () => instrument.Read(statistics);
            if (instrument.IsSum)
                _meter.CreateObservableCounter(instrument.Name, read, instrument.Unit, instrument.Description);
            else
                _meter.CreateObservableUpDownCounter(instrument.Name, read, instrument.Unit, instrument.Description);
        }
    }

    /// <summary>Ends the instruments, as far as the factory leaves that to us.</summary>
    public void Dispose() => _meter.Dispose();

    private sealed record Instrument(string Name, string Unit, string Description, Series[] Series, bool IsSum = true)
    {
        public IEnumerable<Measurement<long>> Read(StateStatistics statistics)
        {
            foreach (Series series in Series)
            {
                long value = (long)series.Count(statistics);
                yield return series.Result is null
                    ? new Measurement<long>(value)
                    : new Measurement<long>(value, new KeyValuePair<string, object?>(HostStateMetrics.Result, series.Result));
            }
        }
    }

    private sealed record Series(string? Result, Func<StateStatistics, ulong> Count);
}
