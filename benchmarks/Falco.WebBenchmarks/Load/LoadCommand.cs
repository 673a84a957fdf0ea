using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.WebBenchmarks.Load;

/// <summary>Requests per second on Kestrel, with the sensor and without, in turns: <c>load [ROUNDS [SECONDS [CONNECTIONS]]]</c>.</summary>
/// <remarks>The CPU time of this process for a request, without that of wrk, is what other programs of the machine disturb least.</remarks>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        int rounds = Argument(args, 0, 5);
        int seconds = Argument(args, 1, 5);
        int connections = Argument(args, 2, 64);
        await using WebApplication with = await WebApplications.StartAsync(hasSensor: true, inMemory: false);
        await using WebApplication without = await WebApplications.StartAsync(hasSensor: false, inMemory: false);

        // Until the code is compiled for good.
        await MeasureAsync(with, seconds, connections);
        await MeasureAsync(without, seconds, connections);
        List<(double Rate, double CpuTime)> ratios = [];
        for (int round = 1; round <= rounds; round++)
        {
            LoadResult bare = await MeasureAsync(without, seconds, connections);
            LoadResult watched = await MeasureAsync(with, seconds, connections);
            ratios.Add((watched.Rate / bare.Rate, watched.CpuTime / bare.CpuTime));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"round {round}: without {bare}; with {watched}; ratio {ratios[^1].Rate:F3}, of CPU time {ratios[^1].CpuTime:F3}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"median ratio of requests/s {Median(ratios, static ratio => ratio.Rate):F3}, of CPU time {Median(ratios, static ratio => ratio.CpuTime):F3}"));
        return 0;
    }

    private static async Task<LoadResult> MeasureAsync(WebApplication app, int seconds, int connections)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan time = Environment.CpuUsage.TotalTime;
        double rate = await Wrk.RunAsync(AddressOf(app), seconds, connections);
        double requests = rate * seconds;
        return new LoadResult(
            rate, (Environment.CpuUsage.TotalTime - time).TotalMicroseconds / requests, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / requests);
    }

    private static double Median(List<(double Rate, double CpuTime)> ratios, Func<(double Rate, double CpuTime), double> select) =>
        ratios.Select(select).Order().ElementAt(ratios.Count / 2);

    private static int Argument(string[] args, int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

    private static Uri AddressOf(WebApplication app) =>
        new(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/orders/17?q=lamp&page=2");

    /// <summary>Requests per second, and for each request microseconds of CPU time and allocated bytes.</summary>
    private sealed record LoadResult(double Rate, double CpuTime, double Bytes)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rate:F0} requests/s, {CpuTime:F2} us, {Bytes:F1} B");
    }
}
