using System.Diagnostics;
using Falco.Core.Events;
using Falco.Drivers.Native.Captures;
using Falco.Drivers.Native.Ebpf;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>
/// The scripted workload, live, under the official stable rules: the alerts that the reference raised on it, and the same again from the
/// recording of the run.
/// </summary>
public sealed class LiveWorkloadTests(ITestOutputHelper output)
{
    // As the README of the workload names them.
    private static readonly Dictionary<string, int> Expected = new()
    {
        ["Read sensitive file untrusted"] = 3,
        ["Search Private Keys or Passwords"] = 2,
        ["Directory traversal monitored file read"] = 1,
        ["Run shell untrusted"] = 1,
        ["Find AWS Credentials"] = 1,
        ["Clear Log Activities"] = 1,
        ["Remove Bulk Data from Disk"] = 1,
        ["Create Symlink Over Sensitive Files"] = 1,
        ["Create Hardlink Over Sensitive Files"] = 1,
        ["PTRACE attached to process"] = 1,
        ["PTRACE anti-debug attempt"] = 1,
        ["Execution from /dev/shm"] = 1,
        ["Fileless execution via memfd_create"] = 1,
        ["System user interactive"] = 1,
        ["Read sensitive file trusted after startup"] = 1,
        ["Disallowed SSH Connection Non Standard Port"] = 1,
        ["Packet socket created in container"] = 1,
        ["Redirect STDOUT/STDIN to Network Connection in Container"] = 1,
        ["Linux Kernel Module Injection Detected"] = 1,
        ["Netcat Remote Code Execution in Container"] = 1,
        ["Detect release_agent File Container Escapes"] = 1,
        ["Drop and execute new binary in container"] = 1,
        ["Terminal shell in container"] = 1,
    };

    // Other things happen on the machine while the workload runs; what it starts inherits a mark.
    private static readonly RuleLoaderOptions MarkedOutput = new()
    {
        AppendOutput = [new OutputAppendix { ExtraOutput = "mark=%proc.env[FALCO_WORKLOAD]" }],
    };

    private static readonly string[] Tools = ["/bin/bash", "/usr/bin/cc", "/bin/nc", "/usr/bin/script", "/usr/sbin/ip", "/etc/sudoers"];

    [Fact]
    public void The_workload_raises_the_alerts_of_the_reference_and_its_recording_the_same()
    {
        string script = ReferenceData.File("workload", "attack.sh");
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/sys/kernel/btf/vmlinux"), "no live kernel: not root, or without BTF");
        foreach (string tool in Tools)
            Assert.SkipUnless(File.Exists(tool), $"the workload needs {tool}");

        RuleSet rules = CaptureReplay.LoadRules(CaptureReplay.Stable, MarkedOutput);
        RuleEngine engine = new(rules, new RuleEngineOptions { AlertCapacity = 10_000 });
        using KernelSource source = KernelSource.Open(new KernelSourceOptions
        {
            Syscalls = SyscallSelection.Default.For(engine.Syscalls),
            RingBytes = 64 << 20,
        });
        source.Subscribe(engine);
        string folder = Directory.CreateTempSubdirectory("falco-workload").FullName;
        string capture = Path.Combine(folder, "run.scap");
        using CaptureWriter writer = CaptureWriter.Create(capture);
        source.Subscribe(writer);
        using CancellationTokenSource stop = new();
        Exception? failure = null;
        Thread reader = new(() => failure = source.Run(stop.Token)) { IsBackground = true };
        System.Threading.Channels.ChannelReader<Alert> alerts = engine.Alerts;
        reader.Start();

        RunScript(script, Path.Combine(folder, "drill"));
        stop.Cancel();
        Assert.True(reader.Join(TimeSpan.FromSeconds(60)));
        Assert.Null(failure);
        Assert.Equal(0, source.Statistics.Lost);

        AlertLayout layout = new(new AlertLayoutOptions { Json = true });
        List<string> live = [];
        Dictionary<string, int> found = [];
        while (alerts.TryRead(out Alert? alert))
        {
            live.Add(layout.ToText(alert));
            if (alert.Message.EndsWith("mark=live", StringComparison.Ordinal))
                found[alert.Rule] = found.GetValueOrDefault(alert.Rule) + 1;
            else
                output.WriteLine(alert.Message);
        }

        string[] missing = [.. Describe(Expected).Except(Describe(found)).Select(line => $"expected {line}")];
        string[] surplus = [.. Describe(found).Except(Describe(Expected)).Select(line => $"found {line}")];
        Assert.True(missing.Length + surplus.Length == 0, string.Join('\n', [.. missing, .. surplus]));
        Assert.Equal(live, CaptureReplay.Run(capture, rules).Select(layout.ToText));
        Directory.Delete(folder, recursive: true);
    }

    private static void RunScript(string script, string folder)
    {
        Directory.CreateDirectory(folder);
        ProcessStartInfo start = new("/bin/bash")
        {
            ArgumentList = { script, folder },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Of the environment so many bytes are kept that the mark must not be the last of many.
        string? path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["FALCO_WORKLOAD"] = "live";
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = "/root";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
            process.Kill(entireProcessTree: true);
    }

    private static IEnumerable<string> Describe(Dictionary<string, int> counts) => counts.Select(pair => $"{pair.Key}: {pair.Value}");
}
