using System.Text;
using Falco.Core.Events;
using Falco.Core.Names;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Core.Tests.State;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Fields;

/// <summary>
/// The host that the cases of fields play on: a user alice is logged in over ssh (40), her shell (41) has started an application (42) with
/// a second thread (43), which has files, a client's and a server's connection. Beside them, nginx (45) runs in a container of which nothing is
/// known, and a shop (46) in one of a pod of which all is.
/// </summary>
internal sealed class FieldCaseScene
{
    public const long Sshd = 40;
    public const long Bash = 41;
    public const long App = 42;
    public const long Worker = 43;
    public const long Child = 44;
    public const long Contained = 45;
    public const long Shop = 46;

    private const ulong Second = 1_000_000_000;
    private const uint ThreadOfProcess = 0x2001;

    private const string Shopping = """
        {"container":{"type":7,"id":"5409abcdef01","full_id":"5409abcdef0123456789abcdef0123456789abcdef0123456789abcdef012345",
        "name":"shop","image":"registry:5000/team/shop:1.2","imageid":"1fe5ca8b","imagerepo":"registry:5000/team/shop","imagetag":"1.2",
        "imagedigest":"sha256:44","ip":"10.1.0.7","User":"1001:1001","cni_json":"{\"eth0\":{}}","pod_sandbox_id":"77aabbccddeeff0011","privileged":true,
        "host_pid":true,"host_network":false,"host_ipc":true,"is_pod_sandbox":false,"env":["A=1"],"port_mappings":[],"size":-1,
        "Mounts":[{"Source":"/srv/data","Destination":"/data","Mode":"rbind","RW":true,"Propagation":"rprivate"},
        {"Source":"/etc/ssl","Destination":"/certs","Mode":"","RW":false,"Propagation":""}],
        "labels":{"team":"a","app":"shop","flag":"","annotation.note":"x","io.kubernetes.pod.name":"shop-1","io.kubernetes.pod.namespace":"sales",
        "io.kubernetes.pod.uid":"3e41dc6b"},"pod_sandbox_labels":{"tier":"front","io.kubernetes.pod.uid":"3e41dc6b"},"healthcheck":null}}
        """;

    private readonly HostScene _scene;

    /// <param name="names">The names that have been asked for.</param>
    public FieldCaseScene(HostNames names)
    {
        _scene = new HostScene(new HostStateOptions { Names = names }, AddTables);
        Connect();
        Accept();
    }

    public HostScene Scene => _scene;

    /// <summary>The event of a case, by the name that the table calls it.</summary>
    public EventBuilder Event(string name) => name switch
    {
        "read" => On(EventType.ReadExit).Int64(5).Bytes([.. "hello"u8]).Int64(3).UInt32(64),
        "read by the worker" => On(EventType.ReadExit, Worker).Int64(5).Bytes([.. "hello"u8]).Int64(3).UInt32(64),
        "read in a container" => On(EventType.ReadExit, Contained).Int64(5).Bytes([.. "hello"u8]).Int64(3).UInt32(64),
        "read in a known container" => ReadInShop(),
        "container" => _scene.Event(EventType.ContainerJson_2Enter, -1).Text(Shopping),
        "write" => On(EventType.WriteExit).Int64(4).Bytes([.. "text"u8]).Int64(3).UInt32(4),
        "write to syslog" => On(EventType.WriteExit).Int64(4).Bytes([.. "text"u8]).Int64(7).UInt32(4),
        "receive as client" => On(EventType.ReadExit).Int64(7).Bytes([.. "network"u8]).Int64(5).UInt32(64),
        "send as client" => On(EventType.WriteExit).Int64(2).Bytes([.. "ab"u8]).Int64(5).UInt32(2),
        "send as server" => On(EventType.WriteExit).Int64(2).Bytes([.. "ab"u8]).Int64(8).UInt32(2),
        "write to a pipe" => On(EventType.WriteExit).Int64(2).Bytes([.. "ab"u8]).Int64(1).UInt32(2),
        "create" => On(EventType.Openat_2Exit).Int64(9).Int64(-100).Text("new//tool").UInt32(0x4006).UInt32(0x1ED).UInt32(0x10302).UInt64(123),
        "open in a directory" => On(EventType.Openat_2Exit).Int64(9).Int64(4).Text("file").UInt32(0x18001).UInt32(0).UInt32(0).UInt64(0),
        "open fails" => On(EventType.OpenExit).Int64(-2).Text("missing").UInt32(1).UInt32(0).UInt32(0).UInt64(0),
        "accept fails" => On(EventType.Accept4_6Exit).Int64(-11).Bytes().UInt8(0).UInt32(0).UInt32(0).UInt32(0),
        "mmap fails" => On(EventType.MmapExit).Int64(-12).UInt32(1).UInt32(2).UInt32(3).UInt64(0).UInt64(10).UInt32(1).UInt32(2).Int64(-1).UInt64(0),
        "kill fails" => On(EventType.KillExit).Int64(-3).Int64(99).UInt8(9),
        "rename" => On(EventType.Renameat2Exit).Int64(0).Int64(-100).Text("old").Int64(4).Text("new").UInt32(0),
        "unlink" => On(EventType.Unlink_2Exit).Int64(0).Text("../gone"),
        "symlink" => On(EventType.SymlinkatExit).Int64(0).Text("target").Int64(4).Text("link"),
        "chmod" => On(EventType.ChmodExit).Int64(0).Text("/etc/x").UInt32(0x1FF),
        "poll" => On(EventType.PollExit).Int64(2).Bytes(
            4, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 1, 0),
        "exec" => Exec(),
        "getuid" => On(EventType.GetuidExit).UInt32(1000),
        "generic" => On(EventType.GenericExit).UInt16(41).UInt16(24),
        "cpu" => On(EventType.ProcinfoEnter).UInt64(130).UInt64(220),
        "async" => _scene.Event(EventType.AsynceventEnter, -1).UInt32(0).Text("container").Bytes(1),
        "infrastructure" => _scene.Event(EventType.InfrastructureEventEnter, -1).Text("docker").Text("n")
            .Text("Event: start; ID: 0123456789abcdef; name: web; Image: nginx@sha256:12").Text("s"),
        _ => throw new ArgumentException($"There is no event '{name}'.", nameof(name)),
    };

    private EventBuilder On(EventType type, long threadId = App) => _scene.Event(type, threadId);

    private EventBuilder ReadInShop()
    {
        _scene.Apply(_scene.Event(EventType.AsynceventEnter, 1).UInt32(0).Text("container").Bytes(Encoding.UTF8.GetBytes(Shopping + "\0")));
        return On(EventType.ReadExit, Shop).Int64(5).Bytes([.. "hello"u8]).Int64(3).UInt32(64);
    }

    private EventBuilder Exec()
    {
        _scene.Clone(Bash, Child, parentId: Sshd);
        return On(EventType.Execve_19Exit, Child).Int64(0).Text("ls").Texts("-l", "/").Int64(Child).Int64(Child).Int64(Bash)
            .Text("").UInt64(512).UInt64(11).UInt64(12).UInt32(13).UInt32(14).UInt32(15).Text("ls").Texts("cpu=/x").Texts("A=1")
            .UInt32(34817).Int64(Child).UInt32(1000).UInt32(0xD).UInt64(1).UInt64(3).UInt64(2).UInt64(78)
            .UInt64(HostScene.Start - (3600 * Second)).UInt64(HostScene.Start - (7200 * Second)).UInt32(1000).Text("/usr/bin/ls").Int64(Bash)
            .UInt32(1000).Text("ls");
    }

    private void Connect()
    {
        _scene.Apply(On(EventType.SocketExit).Int64(5).UInt32(2).UInt32(1).UInt32(6).UInt32(0));
        _scene.Apply(On(EventType.ConnectExit).Int64(0).SocketTuple("10.0.0.1", 4000, "10.0.0.2", 443).Int64(5).Bytes());
    }

    private void Accept()
    {
        _scene.Apply(On(EventType.SocketExit).Int64(6).UInt32(2).UInt32(1).UInt32(6).UInt32(0));
        _scene.Apply(On(EventType.BindExit).Int64(0).SocketAddress("10.0.0.1", 80).Int64(6));
        _scene.Apply(On(EventType.Accept4_6Exit).Int64(8).SocketTuple("10.0.0.9", 5000, "10.0.0.1", 80).UInt8(0).UInt32(0).UInt32(0).UInt32(0));
    }

    private static void AddTables(HostState host)
    {
        host.OnMachine(new MachineEntry { HostName = "web01"u8, BootTime = HostScene.Start - (10_000 * Second) });
        host.OnInterface(new InterfaceEntry { Name = "eth0"u8, Address = [10, 0, 0, 1], Mask = [255, 255, 255, 0], Broadcast = [10, 0, 0, 255] });
        host.OnUser(new UserEntry { UserId = 1000, GroupId = 1000, Name = "alice"u8, HomeDirectory = "/home/alice"u8, Shell = "/bin/bash"u8 });
        host.OnGroup(new GroupEntry { GroupId = 1000, Name = "staff"u8 });
        AddThread(host, Sshd, Sshd, HostScene.Init, "sshd"u8, "sshd:"u8, "/usr/sbin/sshd"u8, "-D\0"u8, "LANG=C\0"u8, 100, Sshd);
        AddThread(host, Bash, Bash, Sshd, "bash"u8, "-bash"u8, "/bin/bash"u8, "-l\0"u8, "HOME=/root\0TERM=dumb\0"u8, 50, Bash);
        AddThread(host, App, App, Bash, "app"u8, "./app"u8, "/usr/bin/app"u8, "-v\0two words\0"u8, "PATH=/bin\0USER= alice \0"u8, 10, App);
        AddThread(host, Worker, App, Bash, "worker"u8, "./app"u8, "/usr/bin/app"u8, "-v\0two words\0"u8, default, 5, App, ThreadOfProcess);
        host.OnThread(new ThreadEntry
        {
            ThreadId = Contained,
            ProcessId = Contained,
            ParentId = HostScene.Init,
            Comm = "nginx"u8,
            ControlGroups = "cpu=/docker/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\0"u8,
        });
        host.OnThread(new ThreadEntry
        {
            ThreadId = Shop,
            ProcessId = Shop,
            ParentId = HostScene.Init,
            VirtualThreadId = 1,
            VirtualProcessId = 1,
            Comm = "shop"u8,
            ControlGroups = "cpu=/kubepods/cri-containerd-5409abcdef0123456789abcdef0123456789abcdef0123456789abcdef012345.scope\0"u8,
            PidNamespaceStart = HostScene.Start - (100 * Second),
        });
        AddFile(host, 0, DescriptorType.FileV2, "/dev/null"u8);
        AddFile(host, 1, DescriptorType.Fifo, "pipe:[5]"u8);
        AddFile(host, 2, DescriptorType.FileV2, "/var/log/app.log"u8);
        AddFile(host, 3, DescriptorType.FileV2, "/etc/ssl/x.cnf"u8);
        AddFile(host, 4, DescriptorType.Directory, "/srv/data"u8);
        AddFile(host, 7, DescriptorType.UnixSocket, "/dev/log"u8);
    }

    private static void AddFile(HostState host, long number, DescriptorType type, ReadOnlySpan<byte> name) => host.OnDescriptor(
        App, new DescriptorEntry { Number = number, Type = type, Name = name, Device = 0x10302, Inode = 99, OpenFlags = 1 });

    private static void AddThread(
        HostState host,
        long threadId,
        long processId,
        long parentId,
        ReadOnlySpan<byte> comm,
        ReadOnlySpan<byte> exe,
        ReadOnlySpan<byte> path,
        ReadOnlySpan<byte> arguments,
        ReadOnlySpan<byte> environment,
        ulong age,
        long virtualGroup,
        uint flags = 0) => host.OnThread(new ThreadEntry
        {
            ThreadId = threadId,
            ProcessId = processId,
            ParentId = parentId,
            SessionId = threadId == Sshd ? Sshd : Bash,
            ProcessGroupId = threadId == Sshd ? Sshd : Bash,
            VirtualProcessGroupId = virtualGroup,
            VirtualThreadId = threadId,
            VirtualProcessId = processId,
            Comm = comm,
            Exe = exe,
            ExePath = path,
            Arguments = arguments,
            Environment = environment,
            ControlGroups = "cpu=/a\0memory=/b/c\0"u8,
            CurrentDirectory = "/srv"u8,
            Root = "/"u8,
            DescriptorLimit = 20,
            Flags = flags,
            UserId = 1000,
            GroupId = 1000,
            LoginUserId = 1000,
            Tty = 34816,
            VirtualMemory = 5000,
            ResidentMemory = 300,
            SwappedMemory = 7,
            MajorFaults = 4,
            MinorFaults = 5,
            PidNamespaceStart = HostScene.Start - (9000 * Second),
            CloneTime = HostScene.Start - (age * Second),
            IsExeWritable = true,
            IsExeUpperLayer = true,
            IsExeLowerLayer = true,
            IsExeFromMemfd = true,
            InheritableCapabilities = 1,
            PermittedCapabilities = 3,
            EffectiveCapabilities = 1UL << 40,
            ExeInode = 77,
            ExeInodeChangeTime = HostScene.Start - (8000 * Second),
            ExeInodeModifyTime = HostScene.Start - (8500 * Second),
        });
}
