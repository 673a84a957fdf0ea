using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;

namespace Falco.KernelProbe;

/// <summary>Makes calls whose arguments it knows, and looks whether the kernel told them.</summary>
internal sealed class CallCheck(WatchedKernel kernel) : IEventObserver
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"kernel-probe-{Environment.ProcessId}");
    private readonly string _program = File.Exists("/bin/busybox") ? "/bin/busybox" : "/bin/true";
    private readonly string _argument = $"true-{Environment.ProcessId}";
    private readonly long[] _counts = new long[EventSchema.TypeCount];
    private readonly SortedSet<string> _told = [];
    private volatile ushort _port;

    // What is looked for, in the words of _told.
    private static readonly string[] Wanted =
        ["open", "open-entry", "open-missing", "connect", "clone", "exit",
        "exec", "exec-parent", "exec-name", "exec-path", "exec-cgroups", "exec-inode", "exec-time", "exec-memory", "exec-capabilities"];

    /// <summary>Makes the calls and says what was seen.</summary>
    /// <returns>0 if all was told.</returns>
    public int Run()
    {
        using IDisposable subscription = kernel.Source.Subscribe(this);
        kernel.Start();
        OpenFiles();
        Connect();
        Execute();
        kernel.Stop();

        string[] missing = [.. Wanted.Except(_told)];
        KernelStatistics statistics = kernel.Source.Statistics;
        bool isCounted = statistics.Offered == statistics.Delivered + statistics.Lost && statistics.Malformed == 0;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"events={statistics.Observed} lost={statistics.Lost} malformed={statistics.Malformed} open={this[EventType.Openat_2Exit]} exec={this[EventType.Execve_19Exit]} connect={this[EventType.ConnectExit]} clone={this[EventType.Clone_20Exit] + this[EventType.Clone3Exit] + this[EventType.Vfork_20Exit] + this[EventType.Fork_20Exit]} exit={this[EventType.Procexit_1Enter]}"));
        Console.WriteLine(missing.Length == 0 && isCounted ? "all told" : $"missing: {string.Join(", ", missing)}{(isCounted ? "" : " (counters differ)")}");
        return missing.Length == 0 && isCounted ? 0 : 1;
    }

    private long this[EventType type] => _counts[(int)type];

    public void OnEvent(in Event view)
    {
        _counts[(int)view.Type]++;
        switch (view.Type)
        {
            case EventType.Openat_2Exit:
                if (view.GetText(2).SequenceEqual(Encoding.UTF8.GetBytes(_file)))
                    Tell(view.GetInt64(0) >= 0 && view.GetUInt64(6) != 0 ? "open" : "open-missing");
                break;
            case EventType.Openat_2Enter:
                if (view.GetText(1).SequenceEqual(Encoding.UTF8.GetBytes(_file)))
                    Tell("open-entry");
                break;
            case EventType.ConnectExit:
                if (view.GetBytes("addr"u8) is { Length: >= 7 } address && BitConverter.ToUInt16(address[^2..]) == _port)
                    Tell("connect");
                break;
            case EventType.Execve_19Exit:
                OnExecution(in view);
                break;
            case EventType.Clone_20Exit or EventType.Clone3Exit or EventType.Vfork_20Exit or EventType.Fork_20Exit:
                Tell("clone");
                break;
            case EventType.Procexit_1Enter:
                Tell("exit");
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error) => Console.WriteLine(error);

    private void OnExecution(in Event view)
    {
        if (view.GetBytes("args"u8).IndexOf(Encoding.UTF8.GetBytes(_argument)) < 0 || view.GetInt64(0) != 0)
            return;
        Tell("exec");
        TellIf(Number(in view, "ptid") == (ulong)Environment.ProcessId, "exec-parent");
        TellIf(view.GetText(view.Info.IndexOf("comm")).SequenceEqual(Encoding.UTF8.GetBytes(Path.GetFileName(_program))), "exec-name");

        // /bin may be a link to another folder.
        TellIf(view.GetText(view.Info.IndexOf("trusted_exepath")).EndsWith(Encoding.UTF8.GetBytes(_program)), "exec-path");
        TellIf(view.GetBytes("cgroups"u8).StartsWith("cpuset=/"u8), "exec-cgroups");
        TellIf(Number(in view, "exe_ino") != 0, "exec-inode");
        TellIf(Number(in view, "exe_ino_mtime") / 100 == (ulong)(File.GetLastWriteTimeUtc(_program) - DateTime.UnixEpoch).Ticks, "exec-time");
        TellIf(Number(in view, "vm_size") is > 0 and < (1 << 20), "exec-memory");
        TellIf(Number(in view, "cap_effective") == OwnCapabilities(), "exec-capabilities");
    }

    private static ulong Number(in Event view, string parameter) => view.GetUInt64(view.Info.IndexOf(parameter));

    // A program that root starts gets what this one has.
    private static ulong OwnCapabilities()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        return ulong.Parse(line.AsSpan("CapEff:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private void Tell(string what) => _told.Add(what);

    private void TellIf(bool condition, string what)
    {
        if (condition)
            _told.Add(what);
    }

    private void OpenFiles()
    {
        File.WriteAllText(_file, "content");
        File.Delete(_file);
        try
        {
            using FileStream absent = File.OpenRead(_file);
        }
        catch (FileNotFoundException)
        {
            // As it should be.
        }
    }

    private void Connect()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _port = (ushort)((IPEndPoint)listener.LocalEndpoint).Port;
        using TcpClient client = new();
        client.Connect(IPAddress.Loopback, _port);
        using TcpClient accepted = listener.AcceptTcpClient();
    }

    private void Execute()
    {
        // The program ends with an error or without one: that it ran is what counts.
        using Process process = Process.Start(new ProcessStartInfo(_program, [_argument]) { RedirectStandardError = true })!;
        process.WaitForExit();
    }
}
