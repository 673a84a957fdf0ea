using Falco.Drivers.Native.Ebpf;
using Falco.Rules.Engine;

namespace Falco.Hosting.Tests.Engine;

/// <summary>An engine on the kernel of this machine, and where there is none.</summary>
public sealed class KernelTests
{
    private const string Opened = """
        - rule: Marked file opened
          desc: A file that only this test opens.
          condition: evt.type in (open, openat, openat2) and fd.name endswith falco-hosting-mark
          output: "%fd.name"
          priority: WARNING
        """;

    private static readonly string Made = Opened.Replace("evt.type in (open, openat, openat2) and fd.name", "evt.type in (mkdir, mkdirat) and evt.arg.path", StringComparison.Ordinal)
        .Replace("Marked file opened", "Marked folder made", StringComparison.Ordinal).Replace("%fd.name", "%evt.arg.path", StringComparison.Ordinal);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_running_kernel_is_watched_and_asked_for_what_new_rules_name()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/sys/kernel/btf/vmlinux"), "no live kernel: not root, or without BTF");
        string folder = Directory.CreateTempSubdirectory("falco-hosting-").FullName;
        string rules = Path.Combine(folder, "rules.yaml");
        string marked = Path.Combine(folder, "falco-hosting-mark");
        await File.WriteAllTextAsync(rules, Opened, Stop);
        await using FalcoEngine falco = await FalcoEngine.WatchAsync(
            watch => watch.FromKernel(kernel => kernel.RingBytes = 1 << 20).AddRules(rules).Configure(options => options.Rules.WatchFiles = false), Stop);

        // The first picture of the host comes before the first event; until then nothing is judged.
        Alert opened = await Until(falco, () => File.WriteAllText(marked, ""), "Marked file opened");
        await File.WriteAllTextAsync(rules, Made, Stop);
        Assert.True((await falco.ReloadAsync(Stop)).IsAccepted);
        int number = 0;
        Alert made = await Until(falco, () => Directory.CreateDirectory(Path.Combine(folder, $"{number++}-falco-hosting-mark")), "Marked folder made");
        await falco.StopAsync(Stop);
        Directory.Delete(folder, recursive: true);

        Assert.StartsWith(marked, opened.Message, StringComparison.Ordinal);
        Assert.Contains("falco-hosting-mark", made.Message, StringComparison.Ordinal);
        SourceStatus source = Assert.Single(falco.GetStatus().Sources);
        Assert.Equal((true, SourceState.Ended), (source.IsLive, source.State));
        Assert.True(source.Events > 0);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_the_kernel_refuses_an_engine_that_needs_it_does_not_start_and_says_why()
    {
        FalcoStartException error = await Assert.ThrowsAsync<FalcoStartException>(() => FalcoEngine.WatchAsync(
            watch => watch.FromKernel(kernel => kernel.HostRoot = "/no/such/host"), Stop));

        Assert.StartsWith("This machine cannot be watched: ", error.Message, StringComparison.Ordinal);
        Assert.True(error.InnerException is EbpfException or DirectoryNotFoundException or PlatformNotSupportedException);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_the_kernel_refuses_an_engine_that_may_do_without_judges_the_rest()
    {
        PushedEvents source = new();
        await using FalcoEngine falco = await FalcoEngine.WatchAsync(
            watch => watch.FromKernel(kernel => (kernel.HostRoot, kernel.Optional) = ("/no/such/host", true))
                .FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid),
            Stop);

        source.PushSetUid(1);
        Alert alert = await falco.Alerts.ReadAsync(Stop);

        Assert.Equal("User changed", alert.Rule);
        Assert.Equal([SourceState.Refused, SourceState.Running], falco.GetStatus().Sources.Select(feed => feed.State));
    }

    private static async Task<Alert> Until(FalcoEngine falco, Action act, string rule)
    {
        while (true)
        {
            act();
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            patience.CancelAfter(TimeSpan.FromMilliseconds(300));
            try
            {
                while (await falco.Alerts.ReadAsync(patience.Token) is { } alert)
                {
                    if (alert.Rule == rule)
                        return alert;
                }
            }
            catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
            {
                // Once more.
            }
        }
    }
}
