using System.Diagnostics;
using System.Globalization;

namespace Falco.Outputs.Tests.Delivery.Spooling;

/// <summary>A real process is killed in the middle; the next one delivers what the first had accepted.</summary>
public sealed class SpoolCrashTests : IDisposable
{
    private const int BatchSize = 50;

    private readonly TemporaryFolder _folder = new();

    private string Output => _folder.File("alerts.txt");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(12_345)]
    public async Task Accepted_alerts_survive_kill_9_in_order(int delivered)
    {
        const int Count = 100_000;
        long accepted = await RunAndKillAsync(run: 0, Count, hold: delivered, killAt: Count);
        Assert.Equal(Count, accepted);

        await DeliverRestAsync();

        AssertRun(await ReadAsync(0), accepted);
    }

    [Fact]
    public async Task Kills_while_alerts_are_accepted_lose_none_that_was()
    {
        List<long> accepted = [];
        for (int run = 0; run < 5; run++)
            accepted.Add(await RunAndKillAsync(run, count: 50_000, hold: -1, killAt: 3_000 + (run * 4_321)));

        await DeliverRestAsync();

        for (int run = 0; run < 5; run++)
            AssertRun(await ReadAsync(run), accepted[run]);
    }

    // In order, nothing missing up to what was accepted, and after a kill at most the batch again that was under way.
    private static void AssertRun(int[] numbers, long accepted)
    {
        int next = 0;
        foreach (int number in numbers)
        {
            if (number < next)
            {
                Assert.InRange(next - number, 1, BatchSize);
                next = number;
            }

            Assert.Equal(next, number);
            next++;
        }

        Assert.True(next >= accepted, $"{next} of {accepted} arrived");
    }

    private async Task<int[]> ReadAsync(int run)
    {
        string mark = string.Create(CultureInfo.InvariantCulture, $"Notice {run} ");
        return [.. from line in await File.ReadAllLinesAsync(Output)
                   let at = line.IndexOf(mark, StringComparison.Ordinal)
                   where at >= 0
                   select int.Parse(line.AsSpan(at + mark.Length), CultureInfo.InvariantCulture)];
    }

    private async Task<long> RunAndKillAsync(int run, int count, int hold, long killAt)
    {
        using Process process = Start(run, count, hold);
        long accepted = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("accepted ", StringComparison.Ordinal))
                continue;
            accepted = long.Parse(line.AsSpan(9), CultureInfo.InvariantCulture);
            if (accepted >= killAt)
                process.Kill();
        }

        await process.WaitForExitAsync();
        Assert.Equal(128 + 9, process.ExitCode);
        return accepted;
    }

    private async Task DeliverRestAsync()
    {
        using Process process = Start(run: 99, count: 0, hold: -1);
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.EndsWith("done\n", output);
    }

    private Process Start(int run, int count, int hold)
    {
        string[] arguments = [_folder.File("spool"), Output, $"{run}", $"{count}", $"{hold}"];
        return Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "delivery-process"), arguments)
        {
            RedirectStandardOutput = true,
        })!;
    }
}
