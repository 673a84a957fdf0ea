// A sink of one's own: counts the alerts of a capture by rule, and prints a table at the end. CustomSink CAPTURE
using Falco.Hosting;
using Falco.Outputs.Sinks;

TableSink table = new();
await using (FalcoEngine falco = await FalcoEngine.WatchAsync(watch => watch.FromCapture(args[0]).WriteTo(sinks => sinks.Function("table", table.WriteAsync))))
    await falco.Completion;

// Disposing the engine has delivered what was waiting.
foreach ((string rule, int count) in table.Counts.OrderByDescending(static row => row.Value).ThenBy(static row => row.Key, StringComparer.Ordinal))
    Console.WriteLine($"{count,5}  {rule}");
return table.Counts.Count > 0 ? 0 : 1;

/// <summary>One method is a sink. It is called by one thread at a time; what it throws is a failure, and the same alerts come again.</summary>
internal sealed class TableSink : IAlertSink
{
    public Dictionary<string, int> Counts { get; } = [];

    public ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        for (int i = 0; i < batch.Count; i++)
            Counts[batch.Alerts[i].Rule] = Counts.GetValueOrDefault(batch.Alerts[i].Rule) + 1;
        return ValueTask.CompletedTask;
    }
}
