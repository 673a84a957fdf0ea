using System.Globalization;
using Falco.Outputs.Delivery;
using Falco.Outputs.Delivery.Spooling;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;

namespace Falco.DeliveryProcess;

/// <summary>
/// delivery-process SPOOL FILE RUN COUNT HOLD: posts COUNT alerts "RUN N" to FILE through SPOOL, prints how many were accepted, and hangs
/// after HOLD deliveries (-1: never). With COUNT 0 it delivers what is in the spool.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        int run = int.Parse(args[2], CultureInfo.InvariantCulture);
        int count = int.Parse(args[3], CultureInfo.InvariantCulture);
        int hold = int.Parse(args[4], CultureInfo.InvariantCulture);
        using var file = new FileSink(new FileSinkOptions { Path = args[1], KeepOpen = true }, new AlertLayout(new AlertLayoutOptions()));
        var options = new SinkOptions
        {
            Name = "sink",
            BatchSize = 50,
            FullMode = AlertFullMode.Wait,
            AttemptTimeout = null,
            Spool = new SpoolOptions { Folder = args[0], SegmentBytes = 256 * 1024 },
        };
        int delivered = 0;
        await using var dispatcher = new AlertDispatcher(
            new SinkCollection(new AlertLayout(new AlertLayoutOptions())).Function("sink", WriteAsync, _ => options));

        long earlier = dispatcher.GetStatistics()[0].Spooled;
        for (int i = 0; i < count; i++)
        {
            dispatcher.Post(Create($"{run} {i}"));
            if (i % 500 == 499)
                Tell();
        }

        while (count > 0 && Accepted() < count)
            await Task.Yield();
        Tell();
        await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan);
        Console.WriteLine("done");
        return 0;

        long Accepted() => dispatcher.GetStatistics()[0].Spooled - earlier;

        void Tell() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accepted {Accepted()}"));

        async ValueTask WriteAsync(AlertBatch batch, CancellationToken token)
        {
            if (hold >= 0 && delivered >= hold)
                await Task.Delay(Timeout.Infinite, token);
            delivered += batch.Count;
            await file.WriteAsync(batch, token);
        }
    }

    private static Alert Create(string message) => new()
    {
        Rule = "A rule",
        Priority = RulePriority.Notice,
        Source = "syscall",
        Tags = ["tag"],
        Timestamp = 1,
        Message = message,
        Fields = [new AlertField("proc.name", "cat")],
    };
}
