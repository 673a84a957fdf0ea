using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Falco.Core.State;
using Falco.Drivers.Native.Procfs;
using Falco.Testing.Support.Procfs;

namespace Falco.Drivers.Native.Tests.Procfs;

/// <summary>This machine: what the scan says is what the test knows. Runs alone, so that this process stands still.</summary>
[Collection(nameof(LiveScanTests))]
[CollectionDefinition(nameof(LiveScanTests), DisableParallelization = true)]
public sealed class LiveScanTests : IDisposable
{
    private const int PidFdOpen = 434;

    private readonly List<int> _descriptors = [];

    public void Dispose() => _descriptors.ForEach(descriptor => _ = DescriptorCalls.Close(descriptor));

    [Fact]
    public void The_own_process_is_described()
    {
        TableRecorder.RecordedThread own = Scan().Threads[Environment.ProcessId];

        Assert.StartsWith($"tid={Environment.ProcessId} pid={Environment.ProcessId} ptid={DescriptorCalls.Parent()} sid={DescriptorCalls.Session(0)}", own.Ids, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessPath, own.ExePath);
        Assert.Equal(Environment.CurrentDirectory, own.CurrentDirectory);
        Assert.StartsWith($"uid={DescriptorCalls.EffectiveUser()} ", own.User, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText("/proc/self/cmdline").Replace('\0', '|'), own.Exe + "|" + own.Arguments);
        Assert.NotEqual(0UL, own.ExeInode);
    }

    [Fact]
    public void Threads_of_the_own_process_are_found()
    {
        using ManualResetEventSlim end = new();
        int threadId = 0;
        using ManualResetEventSlim begun = new();
        Thread thread = new(() =>
        {
            threadId = int.Parse(Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget!), System.Globalization.CultureInfo.InvariantCulture);
            begun.Set();
            end.Wait();
        })
        { Name = "scan-me" };
        thread.Start();
        begun.Wait();
        try
        {
            TableRecorder.RecordedThread found = Scan().Threads[threadId];
            Assert.Equal("scan-me", found.Comm);
            Assert.Equal(ThreadFlags.CloneThread | ThreadFlags.CloneFiles, found.Flags);
            Assert.Equal(Environment.ProcessPath, found.ExePath);
        }
        finally
        {
            end.Set();
            thread.Join();
        }
    }

    [Fact]
    public void A_child_is_described_as_it_was_started()
    {
        ulong before = Now();
        ProcessStartInfo start = new("sleep", ["5000.25"]) { WorkingDirectory = "/usr" };
        start.Environment.Clear();
        start.Environment["MARK"] = "blue moon";
        using Process child = Process.Start(start)!;
        try
        {
            // The start of a process means its program, too.
            SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{child.Id}/comm") == "sleep\n");
            ulong after = Now();

            TableRecorder.RecordedThread found = Scan().Threads[child.Id];

            Assert.Equal("sleep", found.Comm);
            Assert.Equal("sleep", Path.GetFileName(found.Exe));
            Assert.Equal("5000.25|", found.Arguments);
            Assert.Equal("MARK=blue moon|", found.Environment);
            Assert.Equal("/usr", found.CurrentDirectory);
            Assert.InRange(found.CloneTime, before - 20_000_000, after + 1);
            Assert.Contains($" ptid={Environment.ProcessId} ", found.Ids, StringComparison.Ordinal);
        }
        finally
        {
            child.Kill();
            child.WaitForExit();
        }
    }

    [Fact]
    public void Descriptors_without_a_file_are_told_apart()
    {
        int[] pipe = new int[2];
        Assert.Equal(0, DescriptorCalls.Pipe(pipe, DescriptorCalls.CloseOnExec));
        _descriptors.AddRange(pipe);
        (int Number, DescriptorType Type)[] made =
        [
            (Keep(DescriptorCalls.MemFd("hidden", 0)), DescriptorType.MemFd),
            (Keep(DescriptorCalls.Event(0, 0)), DescriptorType.Event),
            (Keep(DescriptorCalls.EventPoll(0)), DescriptorType.EventPoll),
            (Keep(DescriptorCalls.Inotify(0)), DescriptorType.Inotify),
            (Keep(DescriptorCalls.Timer(1, 0)), DescriptorType.TimerFd),
            (Keep((int)DescriptorCalls.SystemCall(PidFdOpen, Environment.ProcessId, 0)), DescriptorType.PidFd),
            (pipe[0], DescriptorType.Fifo),
            (pipe[1], DescriptorType.Fifo),
        ];

        TableRecorder tables = Scan();

        Assert.Equal(made.Select(one => one.Type), made.Select(one => Own(tables, one.Number).Type));
        Assert.Equal("/memfd:hidden (deleted)", Own(tables, made[0].Number).Name);
        Assert.Equal(0u, Own(tables, made[2].Number).OpenFlags);
        Assert.Equal(0x1000u, Own(tables, pipe[0]).OpenFlags);
        Assert.Equal($"pipe:[{Own(tables, pipe[0]).Inode}]", Own(tables, pipe[0]).Name);
    }

    [Fact]
    public void Files_folders_and_named_pipes_have_their_paths()
    {
        string folder = Directory.CreateTempSubdirectory("falco-scan-").FullName;
        try
        {
            string file = Path.Combine(folder, "a (b) c");
            File.WriteAllText(file, "x");
            string fifo = Path.Combine(folder, "fifo");
            Assert.Equal(0, DescriptorCalls.MakeFifo(fifo, 0x180));
            int append = Keep(DescriptorCalls.Open(file, 0x401));
            int directory = Keep(DescriptorCalls.Open(folder, 0));
            int pipe = Keep(DescriptorCalls.Open(fifo, 0x802));
            int device = Keep(DescriptorCalls.Open("/dev/null", 0x80002));

            TableRecorder tables = Scan();

            Assert.Equal((DescriptorType.FileV2, file, 0x2u | 0x8u), Described(tables, append));
            Assert.Equal((DescriptorType.Directory, folder, 0u), Described(tables, directory));
            Assert.Equal((DescriptorType.Fifo, fifo, 0u), Described(tables, pipe));
            Assert.Equal((DescriptorType.FileV2, "/dev/null", 0x3u | 0x1000u), Described(tables, device));
            Assert.NotEqual(0u, Own(tables, append).MountId);
            Assert.NotEqual(0u, Own(tables, append).Device);
            File.Delete(file);
            Assert.Equal(file + " (deleted)", Own(Scan(), append).Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Connections_have_their_ends()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        using Socket server = listener.Accept();
        string clientEnd = client.LocalEndPoint!.ToString()!;
        using Socket datagram = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        datagram.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));

        TableRecorder tables = Scan();

        Assert.Equal($"127.0.0.1:{port}>-", Own(tables, (int)listener.Handle).Ends);
        Assert.Equal(DescriptorType.IPv4ServerSocket, Own(tables, (int)listener.Handle).Type);
        Assert.Equal($"{clientEnd}>127.0.0.1:{port}", Own(tables, (int)client.Handle).Ends);
        Assert.Equal($"127.0.0.1:{port}>{clientEnd}", Own(tables, (int)server.Handle).Ends);
        Assert.Equal(SocketProtocol.Tcp, Own(tables, (int)server.Handle).Protocol);
        Assert.Equal($"::1:{((IPEndPoint)datagram.LocalEndPoint!).Port}>-", Own(tables, (int)datagram.Handle).Ends);
        Assert.Equal((DescriptorType.IPv6ServerSocket, SocketProtocol.Udp), (Own(tables, (int)datagram.Handle).Type, Own(tables, (int)datagram.Handle).Protocol));
    }

    [Fact]
    public void Unix_and_unconnected_sockets_are_found()
    {
        string path = Path.Combine(Path.GetTempPath(), $"falco-scan-{Guid.NewGuid():N}");
        using Socket named = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        named.Bind(new UnixDomainSocketEndPoint(path));
        int unconnected = Keep(DescriptorCalls.Socket(2, 1, 0));
        int netlink = Keep(DescriptorCalls.Socket(16, 3, 0));
        Assert.Equal(0, DescriptorCalls.Bind(netlink, [16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 12));

        TableRecorder tables = Scan();

        Assert.Equal((DescriptorType.UnixSocket, path), (Own(tables, (int)named.Handle).Type, Own(tables, (int)named.Handle).Name));
        Assert.Equal(DescriptorType.Unknown, Own(tables, unconnected).Type);
        Assert.Equal(DescriptorType.Netlink, Own(tables, netlink).Type);
        File.Delete(path);
    }

    [Fact]
    public void The_machine_and_its_addresses_are_told()
    {
        List<string> calls = Scan().Calls;

        Assert.Contains(calls, call => call.StartsWith("interface lo 7f000001 ff000000 ", StringComparison.Ordinal));
        Assert.Contains(calls, call => call.StartsWith("user 0 0 root /root ", StringComparison.Ordinal));
        string machine = Assert.Single(calls, call => call.StartsWith("machine ", StringComparison.Ordinal));
        Assert.Contains($" host={File.ReadAllText("/proc/sys/kernel/hostname").TrimEnd()} ", machine, StringComparison.Ordinal);
        Assert.EndsWith($" kernel={File.ReadAllText("/proc/sys/kernel/osrelease").TrimEnd()}", machine, StringComparison.Ordinal);
        ulong boot = ulong.Parse(machine.Split(" boot=")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange((long)Now() - (long)boot - (Environment.TickCount64 * 1_000_000), -2_000_000_000, 2_000_000_000);
    }

    [Fact]
    public void A_single_thread_is_read_on_demand()
    {
        using HostScan scan = new("", "", ProcScanOptions.Default);
        TableRecorder tables = new();

        Assert.True(scan.TryReadThread(Environment.ProcessId, withSockets: false, tables));
        Assert.False(scan.TryReadThread(int.MaxValue, withSockets: false, tables));
        Assert.False(scan.TryReadThread(-1, withSockets: false, tables));
        Assert.False(scan.TryReadThread(long.MaxValue, withSockets: false, tables));

        Assert.Equal([Environment.ProcessId], tables.Threads.Keys);
        Assert.NotEmpty(tables.Descriptors);
    }

    [Fact]
    public void The_picture_that_a_scan_gives_is_that_of_proc()
    {
        Assert.SkipUnless(DescriptorCalls.EffectiveUser() == 0, "Other users' processes can only be read by root.");
        HostState host = new();
        using HostScan scan = new("", "", ProcScanOptions.Default);
        ProcComparison comparison = new(host);

        IReadOnlyList<string> differences = comparison.Run(() => scan.Run(host, null, TestContext.Current.CancellationToken));

        Assert.Empty(differences);
        Assert.True(comparison.ComparedThreads > 1);
        Assert.True(comparison.ComparedDescriptors > 10);
    }

    [Fact]
    public void A_picture_that_has_become_old_differs_from_proc()
    {
        Assert.SkipUnless(DescriptorCalls.EffectiveUser() == 0, "Other users' processes can only be read by root.");
        HostState host = new();
        using HostScan scan = new("", "", ProcScanOptions.Default);
        scan.Run(host, null, TestContext.Current.CancellationToken);
        int late = Keep(DescriptorCalls.Open("/dev/zero", 0));
        using Process child = Process.Start("sleep", "5000");
        try
        {
            IReadOnlyList<string> differences = new ProcComparison(host) { Rounds = 2, Pause = TimeSpan.Zero }.Run();

            Assert.Contains(differences, text => text.StartsWith($"thread {Environment.ProcessId}: ", StringComparison.Ordinal)
                && text.Contains($"descriptor {late} ", StringComparison.Ordinal));
            Assert.Contains($"thread {child.Id}: sleep of process {child.Id} is in /proc only", differences);
        }
        finally
        {
            child.Kill();
            child.WaitForExit();
        }
    }

    private static TableRecorder.RecordedDescriptor Own(TableRecorder tables, int number) => tables.Descriptors[(Environment.ProcessId, number)];

    private static (DescriptorType Type, string Name, uint Flags) Described(TableRecorder tables, int number) =>
        (Own(tables, number).Type, Own(tables, number).Name, Own(tables, number).OpenFlags);

    private static ulong Now() => (ulong)(DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;

    private static TableRecorder Scan()
    {
        TableRecorder recorder = new();
        using HostScan scan = new("", "", ProcScanOptions.Default);
        scan.Run(recorder, null, TestContext.Current.CancellationToken);
        return recorder;
    }

    private int Keep(int descriptor)
    {
        Assert.True(descriptor >= 0);
        _descriptors.Add(descriptor);
        return descriptor;
    }
}
