using System.Globalization;
using System.Text;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Testing.Support;

namespace Falco.Replay.Streams;

internal sealed partial class GeneratedHost
{
    private const int DescriptorLimit = 1024;
    private const uint Inet = 2;
    private const uint TcpStreamClosedOnExec = 0x80001;

    private static readonly string[] ControlGroups = ["cpuset=/", "cpu=/system.slice", "cpuacct=/system.slice", "io=/system.slice", "memory=/system.slice"];
    private static readonly string[] Environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "HOME=/root", "LANG=C.UTF-8", "TERM=dumb"];

    /// <summary>Tells what is there before the first event.</summary>
    public void Describe(IHostTableObserver tables)
    {
        tables.OnSectionStarted();
        tables.OnMachine(new MachineEntry { CpuCount = 4, MemorySize = 8UL << 30, MaxProcessId = 4_194_304, HostName = "generated"u8, BootTime = Start - 3_600_000_000_000 });
        Describe(tables, _init);
        foreach (GeneratedProcess service in _services)
            Describe(tables, service);
        tables.OnTablesCompleted();
    }

    private static void Describe(IHostTableObserver tables, GeneratedProcess process)
    {
        ThreadEntry thread = new()
        {
            ThreadId = process.Id,
            ProcessId = process.Id,
            ParentId = process.Parent?.Id ?? 0,
            SessionId = process.Id,
            VirtualThreadId = process.Id,
            VirtualProcessId = process.Id,
            Comm = Encoding.UTF8.GetBytes(process.Program),
            Exe = Encoding.UTF8.GetBytes(process.Program),
            ExePath = Encoding.UTF8.GetBytes("/usr/sbin/" + process.Program),
            Arguments = Encoding.UTF8.GetBytes("--config\0/etc/" + process.Program + "/main.conf\0"),
            CurrentDirectory = "/"u8,
            Root = "/"u8,
            DescriptorLimit = DescriptorLimit,
            UserId = process.User,
            GroupId = process.User,
        };
        tables.OnThread(in thread);
        for (int number = 0; number < 3; number++)
            tables.OnDescriptor(process.Id, new DescriptorEntry { Number = number, Type = DescriptorType.FileV2, Name = "/dev/null"u8, Inode = 5 });
    }

    // As a shell does it: fork, exec, and then the loader looks for its libraries.
    private void PlanProgram(GeneratedProcess parent)
    {
        GeneratedProcess child = new(NewId(), parent, parent.Program, life: 20 + _random.Below(200));
        _shortLived.Add(child);
        Emit(Clone(On(EventType.Clone_20Exit, parent).Int64(child.Id), parent));
        Emit(Clone(On(EventType.Clone_20Exit, child).Int64(0), child));
        child.Program = _random.Favourite(Tools);
        Emit(Exec(On(EventType.Execve_19Exit, child), child));
    }

    private void PlanExit(GeneratedProcess process) =>
        Emit(On(EventType.Procexit_1Enter, process).Int64(0).Int64(0).UInt8(0).UInt8(0).Int64(_init.Id));

    private void PlanConnection(GeneratedProcess process)
    {
        long descriptor = process.Open();
        string address = string.Create(CultureInfo.InvariantCulture, $"10.{_random.Below(4)}.{_random.Below(200)}.{1 + _random.Below(200)}");
        ushort port = _random.Favourite<ushort>([443, 5432, 6379, 80, 9092, 8080]);
        ushort ownPort = (ushort)(32_768 + _random.Below(28_000));
        Emit(On(EventType.SocketExit, process).Int64(descriptor).UInt32(Inet).UInt32(TcpStreamClosedOnExec).UInt32(0).UInt32(0));
        Emit(On(EventType.ConnectExit, process).Int64(0).SocketTuple("10.0.0.5", ownPort, address, port).Int64(descriptor).SocketAddress(address, port));
        Emit(On(EventType.SendtoExit, process).Int64(64).Bytes(Data[..64]).Int64(descriptor).UInt32(64).Empty());
        Emit(On(EventType.RecvfromExit, process).Int64(80).Bytes(Data).Empty().Int64(descriptor).UInt32(4096));
    }

    private void PlanMap(GeneratedProcess process) =>
        Emit(On(EventType.MmapExit, process).UInt64(0x7F0000000000).UInt32(20_000).UInt32(8_000).UInt32(0).UInt64(0).UInt64(65_536).UInt32(3).UInt32(34).Int64(-1).UInt64(0));

    private void PlanFutex(GeneratedProcess process) => Emit(On(EventType.FutexExit, process).Int64(0).UInt64(0x7FFF0000).UInt16(129).UInt64(1));

    // Calls that have no event of their own.
    private void PlanOther(GeneratedProcess process) =>
        Emit(On(EventType.GenericExit, process).UInt16((ushort)_random.Favourite([228, 35, 24, 96, 202])).UInt16((ushort)_random.Below(300)));

    private static EventBuilder Clone(EventBuilder built, GeneratedProcess process) =>
        built.Text(process.Program).Texts("--config", "/etc/" + process.Program + "/main.conf").Int64(process.Id).Int64(process.Id)
            .Int64(process.Parent?.Id ?? 0).Text("").Int64(DescriptorLimit).UInt64(1).UInt64(200).UInt32(20_000).UInt32(8_000).UInt32(0)
            .Text(process.Program).Texts(ControlGroups).UInt32(0).UInt32(process.User).UInt32(process.User).Int64(process.Id).Int64(process.Id).UInt64(0);

    private EventBuilder Exec(EventBuilder built, GeneratedProcess process) =>
        built.Int64(0).Text(process.Program).Texts("-c", string.Create(CultureInfo.InvariantCulture, $"job{_random.Below(5000)}")).Int64(process.Id).Int64(process.Id)
            .Int64(process.Parent?.Id ?? 0).Text("").UInt64(DescriptorLimit).UInt64(2).UInt64(300).UInt32(20_000).UInt32(8_000).UInt32(0)
            .Text(process.Program).Texts(ControlGroups).Texts(Environment).UInt32(0).Int64(process.Id).UInt32(uint.MaxValue).UInt32(0)
            .UInt64(0).UInt64(0).UInt64(0).UInt64(77).UInt64(Start - 9_000_000_000).UInt64(Start - 9_000_000_000).UInt32(process.User)
            .Text("/usr/bin/" + process.Program).Int64(process.Id).UInt32(process.User).Text("/usr/bin/" + process.Program);
}
