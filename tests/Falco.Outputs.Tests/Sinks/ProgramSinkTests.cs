using System.Text;
using Falco.Outputs.Delivery;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Sinks.Programs;
using Falco.Outputs.Tests.Delivery;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Sinks;

public sealed class ProgramSinkTests : IDisposable
{
    private static readonly AlertLayout Layout = new(new AlertLayoutOptions { Json = true, HostName = "h" });

    private readonly TemporaryFolder _folder = new();

    private string Output => _folder.File("out");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_reads_a_line_for_each_alert(bool keepRunning)
    {
        await DeliverAsync(new ProgramSinkOptions { Command = $"cat >> {Output}", KeepRunning = keepRunning }, count: 5);

        Assert.Equal(Lines(5), await ReadLinesAsync(5));
    }

    [Fact]
    public async Task Each_alert_has_a_program_of_its_own_unless_it_is_kept()
    {
        await DeliverAsync(new ProgramSinkOptions { Command = $"echo started >> {Output}; cat > /dev/null" }, count: 3);

        Assert.Equal(["started", "started", "started"], await ReadLinesAsync(3));
    }

    [Fact]
    public async Task A_kept_program_that_died_is_started_anew()
    {
        using var sink = new ProgramSink(new ProgramSinkOptions { Command = $"head -n 1 >> {Output}", KeepRunning = true }, Layout);
        await using var dispatcher = new AlertDispatcher([new SinkRegistration(sink, new SinkOptions { Name = "program" })]);

        dispatcher.Post(Alerts.Numbered(0));
        await ReadLinesAsync(1);

        // Until its end is noticed, a pipe takes alerts that nobody reads: no program acknowledges anything.
        int next = 1;
        while ((await File.ReadAllLinesAsync(Output)).Length < 2)
        {
            dispatcher.Post(Alerts.Numbered(next++));
            await Task.Yield();
        }

        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task A_program_that_fails_gets_the_alert_again()
    {
        string command = $"if [ -e {_folder.File("second")} ]; then cat >> {Output}; else touch {_folder.File("second")}; exit 3; fi";

        await DeliverAsync(new ProgramSinkOptions { Command = command }, count: 1);

        Assert.Equal(Lines(1), await ReadLinesAsync(1));
    }

    [Fact]
    public async Task The_exit_code_may_be_ignored()
    {
        using var sink = new ProgramSink(new ProgramSinkOptions { Command = "cat > /dev/null; exit 3", IgnoresExitCode = true }, Layout);

        await sink.WriteAsync(new AlertBatch(new[] { Alerts.Numbered(0) }), CancellationToken.None);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_that_does_not_read_is_killed_with_its_children(bool keepRunning)
    {
        string command = $"sleep 1000 & echo $! > {_folder.File("child")}; wait";
        using var sink = new ProgramSink(new ProgramSinkOptions { Command = command, KeepRunning = keepRunning }, Layout);
        using var limit = new CancellationTokenSource();
        Alert large = Alerts.Numbered(0) with { Message = new string('x', 1 << 20) };
        Task delivery = sink.WriteAsync(new AlertBatch(new[] { large }), limit.Token).AsTask();
        string child = (await ReadLinesAsync(1, "child"))[0];

        await limit.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => delivery);
        Assert.True(IsGone(child));
    }

    [Fact]
    public async Task A_program_that_reads_slowly_gets_everything()
    {
        string command = $"while read -r line; do echo \"$line\" | cat >> {Output}; done";

        await DeliverAsync(new ProgramSinkOptions { Command = command, KeepRunning = true }, count: 200);

        Assert.Equal(Lines(200), await ReadLinesAsync(200));
    }

    // Killed, and either reaped or waiting for that.
    private static bool IsGone(string processId)
    {
        string path = $"/proc/{processId}/stat";
        while (File.Exists(path))
        {
            try
            {
                string stat = File.ReadAllText(path);
                if (stat[(stat.LastIndexOf(')') + 2)..][0] is 'Z' or 'X')
                    return true;
            }
            catch (IOException)
            {
                return true;
            }
        }

        return true;
    }

    private static string[] Lines(int count) => [.. Enumerable.Range(0, count).Select(number => Layout.ToText(Alerts.Numbered(number)))];

    private static async Task DeliverAsync(ProgramSinkOptions options, int count)
    {
        var dispatcher = new AlertDispatcher(new SinkCollection(Layout).Program(options));
        dispatcher.PostNumbered(count);
        Assert.True(await dispatcher.DrainAsync(Timeout.InfiniteTimeSpan));
    }

    private async Task<string[]> ReadLinesAsync(int count, string name = "out")
    {
        while (true)
        {
            string path = _folder.File(name);
            string text = File.Exists(path) ? await File.ReadAllTextAsync(path, Encoding.UTF8) : "";
            if (text.Count(character => character == '\n') >= count)
                return text.TrimEnd('\n').Split('\n');
            await Task.Yield();
        }
    }
}
