using Falco.Cli.Running;
using Falco.Drivers.Native.Ebpf;

namespace Falco.Cli.Tests.Running;

/// <summary>The command on the kernel of this machine.</summary>
public sealed class LiveTests
{
    private const string Rules = """
        - rule: marked file opened
          desc: a file that only this test opens
          condition: evt.type in (open, openat, openat2) and fd.name endswith falco-live-mark
          output: opened %fd.name by %proc.exepath
          priority: WARNING
        """;

    [Fact]
    public void The_command_watches_this_machine_and_says_what_became_of_the_events()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/sys/kernel/btf/vmlinux"), "no live kernel: not root, or without BTF");
        string folder = Directory.CreateTempSubdirectory("falco-cli").FullName;
        string rules = Path.Combine(folder, "rules.yaml");
        File.WriteAllText(rules, Rules);
        string marked = Path.Combine(folder, "falco-live-mark");
        File.WriteAllText(marked, "");
        using CancellationTokenSource end = new();
        Thread opener = new(() =>
        {
            while (!end.Token.WaitHandle.WaitOne(100))
                File.ReadAllBytes(marked);
        });
        opener.Start();
        CommandResult result = Command.RunLive("-r", rules, "-M", "3");
        end.Cancel();
        opener.Join();
        Directory.Delete(folder, recursive: true);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"Warning opened {marked} by ", result.Output, StringComparison.Ordinal);
        Assert.Contains("marked file opened: ", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"Events: [1-9]\d* delivered, \d+ lost", result.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rule_for_another_system_call_is_added_while_the_kernel_is_watched(bool isSignalled)
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/sys/kernel/btf/vmlinux"), "no live kernel: not root, or without BTF");
        using TemporaryFolder folder = new();
        string rules = folder.Write("rules.yaml", Rules);
        ReloadSignal reload = new();
        using CancellationTokenSource end = new();
        Thread actor = new(() =>
        {
            string added = Rules.Replace("marked file opened", "folder made").Replace("evt.type in (open, openat, openat2)", "evt.type in (mkdir, mkdirat)")
                .Replace("fd.name endswith", "evt.arg.path endswith").Replace("opened %fd.name", "made %evt.arg.path");
            bool isWritten = false;
            while (!end.Token.WaitHandle.WaitOne(500))
            {
                if (!isWritten)
                    folder.Write("rules.yaml", Rules + "\n" + added);
                isWritten = true;
                if (isSignalled)
                    reload.Raise();
                string made = Path.Combine(folder.Path, "falco-live-mark");
                Directory.CreateDirectory(made);
                Directory.Delete(made);
            }
        });
        actor.Start();
        CommandResult result = Command.RunLive(reload, "-r", rules, "-M", "4", "-o", $"watch_config_files={!isSignalled}");
        end.Cancel();
        actor.Join();

        Assert.Contains("Rules loaded again: 2 rules, revision 2", result.Error, StringComparison.Ordinal);
        Assert.Contains("made ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configured_kernel_that_may_not_be_watched_is_an_error()
    {
        string rules = Path.Combine(Path.GetTempPath(), $"falco-{Environment.ProcessId}.yaml");
        File.WriteAllText(rules, Rules);
        CommandResult result = Command.Run("-r", rules, "-o", "engine.kind=modern_ebpf");
        File.Delete(rules);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("not in this test", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_of_the_host_without_proc_is_an_error()
    {
        CommandResult result = Command.Run(options => KernelSource.Open(options with { HostRoot = "/no/such/folder" }));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Error: '/no/such/folder/proc' cannot be opened", result.Error, StringComparison.Ordinal);
    }
}
