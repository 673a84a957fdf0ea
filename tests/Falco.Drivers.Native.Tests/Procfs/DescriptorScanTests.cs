using Falco.Core.State;

namespace Falco.Drivers.Native.Tests.Procfs;

/// <summary>Descriptors of a hand-made /proc.</summary>
public sealed class DescriptorScanTests : IDisposable
{
    private const string TcpHeading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    private const string UnixHeading = "Num       RefCount Protocol Flags    Type St Inode Path\n";

    private readonly ProcTree _tree = new ProcTree().Process(42);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void A_file_has_its_flags_its_mount_and_its_device()
    {
        _tree.Write("data/file", "x").Descriptor(42, 3, _tree.Path("data/file"), mountId: 36, flags: "02102001");
        _tree.Write("proc/42/mountinfo", "25 1 8:1 / / rw - ext4 /dev/sda1 rw\n36 25 259:300 / /data rw,noatime master:1 - xfs /dev/x rw,attr2\n");

        TableRecorder.RecordedDescriptor file = Read(3);

        Assert.Equal(DescriptorType.FileV2, file.Type);
        Assert.Equal(_tree.Path("data/file"), file.Name);
        Assert.Equal(0x2u | 0x8u | 0x1000u, file.OpenFlags);
        Assert.Equal(36u, file.MountId);
        Assert.Equal(259u << 8 | 300u & 0xFF | (300u & ~0xFFu) << 12, file.Device);
        Assert.NotEqual(0UL, file.Inode);
    }

    [Fact]
    public void Folders_named_pipes_and_memory_files_are_told_apart()
    {
        _tree.Descriptor(42, 3, _tree.Root);
        _tree.Descriptor(42, 4, "pipe:[77]").Descriptor(42, 5, "/memfd:x (deleted)");

        TableRecorder tables = _tree.Scan();

        Assert.Equal(DescriptorType.Directory, tables.Descriptors[(42, 3)].Type);
        Assert.Equal(_tree.Root, tables.Descriptors[(42, 3)].Name);
        Assert.Equal(DescriptorType.Fifo, tables.Descriptors[(42, 4)].Type);
        Assert.Equal(77UL, tables.Descriptors[(42, 4)].Inode);
        Assert.Equal("pipe:[77]", tables.Descriptors[(42, 4)].Name);

        // The link to a file that is not there cannot be followed here, as that of a descriptor always can.
        Assert.False(tables.Descriptors.ContainsKey((42, 5)));
    }

    [Theory]
    [InlineData("   0: 0100007F:0277 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 6543 1", "tcp", DescriptorType.IPv4ServerSocket, "127.0.0.1:631>-", SocketProtocol.Tcp)]
    [InlineData("   1: 0500000A:0016 0A00000A:D431 01 00000000:00000000 02:000AF9A1 00000000  1000        0 6543 2", "tcp", DescriptorType.IPv4Socket, "10.0.0.5:22>10.0.0.10:54321", SocketProtocol.Tcp)]
    [InlineData("  12: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 6543 2", "udp", DescriptorType.IPv4ServerSocket, "0.0.0.0:68>-", SocketProtocol.Udp)]
    [InlineData("   1: 00000000:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 6543 2", "raw", DescriptorType.IPv4ServerSocket, "0.0.0.0:1>-", SocketProtocol.Raw)]
    [InlineData("   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 6543 1", "tcp6", DescriptorType.IPv6ServerSocket, "::1:8080>-", SocketProtocol.Tcp)]
    [InlineData("   0: B80D0120000000000000000002000000:1F90 B80D0120000000000000000001000000:0050 01 00000000:00000000 00:00000000 00000000     0        0 6543 1", "udp6", DescriptorType.IPv6Socket, "2001:db8::2:8080>2001:db8::1:80", SocketProtocol.Udp)]
    public void Sockets_of_the_internet_are_found_in_their_table(
        string line, string table, DescriptorType type, string ends, SocketProtocol protocol)
    {
        _tree.Descriptor(42, 3, "socket:[6543]", flags: "02000002").Write($"proc/42/net/{table}", TcpHeading + line + "\n");

        TableRecorder.RecordedDescriptor socket = Read(3);

        Assert.Equal(type, socket.Type);
        Assert.Equal(ends, socket.Ends);
        Assert.Equal(protocol, socket.Protocol);
        Assert.Equal(6543UL, socket.Inode);
        Assert.Equal(0x1000u, socket.OpenFlags);
    }

    [Fact]
    public void A_unix_socket_has_its_path_with_everything_that_is_in_it()
    {
        _tree.Descriptor(42, 3, "socket:[100]").Descriptor(42, 4, "socket:[101]").Descriptor(42, 5, "socket:[102]");
        _tree.Write("proc/42/net/unix", UnixHeading
            + "ffff8881: 00000002 00000000 00010000 0001 01   100 /run/a b\n"
            + "ffff8882: 00000002 00000000 00000000 0002 01   101\n"
            + "ffff8883: 00000002 00000000 00010000 0001 01   102 @abstract\n");

        TableRecorder tables = _tree.Scan();

        Assert.Equal("/run/a b", tables.Descriptors[(42, 3)].Name);
        Assert.Equal(0xffff8881UL, tables.Descriptors[(42, 3)].UnixSource);
        Assert.Equal("", tables.Descriptors[(42, 4)].Name);
        Assert.Equal("@abstract", tables.Descriptors[(42, 5)].Name);
        Assert.Equal(DescriptorType.UnixSocket, tables.Descriptors[(42, 5)].Type);
    }

    [Fact]
    public void The_name_of_a_unix_socket_cannot_pose_as_another_socket()
    {
        _tree.Descriptor(42, 3, "socket:[6543]");
        _tree.Write("proc/42/net/tcp", TcpHeading + "   0: 0100007F:0277 00000000:0000 0A 0:0 00:0 0 0 0 6543 1\n");
        _tree.Write("proc/42/net/unix", UnixHeading + "ffff8881: 2 0 10000 1 01 100 /run/x\nffff8882: 2 0 10000 1 01 6543 /fake\n");

        Assert.Equal(DescriptorType.IPv4ServerSocket, Read(3).Type);
    }

    [Fact]
    public void Sockets_that_no_table_lists_are_of_an_unknown_kind()
    {
        _tree.Descriptor(42, 3, "socket:[6543]");

        Assert.Equal(DescriptorType.Unknown, Read(3).Type);
    }

    [Fact]
    public void A_netlink_socket_is_found_in_its_table()
    {
        _tree.Descriptor(42, 3, "socket:[9]");
        _tree.Write("proc/42/net/netlink", "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n"
            + "0000000000000000 0   1          00000440 0        0        0     2        0        9\n");

        Assert.Equal(DescriptorType.Netlink, Read(3).Type);
    }

    [Fact]
    public void Each_network_namespace_has_its_own_sockets()
    {
        _tree.Process(43).Link("proc/43/ns/net", "net:[5]").Descriptor(42, 3, "socket:[9]").Descriptor(43, 3, "socket:[9]");
        _tree.Write("proc/42/net/tcp", TcpHeading + "   0: 0100007F:0001 00000000:0000 0A 0:0 00:0 0 0 0 9 1\n");
        _tree.Write("proc/43/net/tcp", TcpHeading + "   0: 0100007F:0002 00000000:0000 0A 0:0 00:0 0 0 0 9 1\n");

        TableRecorder tables = _tree.Scan();

        Assert.Equal("127.0.0.1:1>-", tables.Descriptors[(42, 3)].Ends);
        Assert.Equal("127.0.0.1:2>-", tables.Descriptors[(43, 3)].Ends);
    }

    [Fact]
    public void Tables_may_be_longer_than_any_buffer()
    {
        _tree.Descriptor(42, 3, "socket:[39999]");
        _tree.Write("proc/42/net/tcp", TcpHeading + string.Concat(Enumerable.Range(0, 40_000).Select(
            n => $"{n,4}: 0100007F:0277 0200007F:{n:X4} 01 00000000:00000000 00:00000000 00000000     0        0 {n} 1 0000000000000000 100 0 0 10 0\n")));

        Assert.Equal("127.0.0.1:631>127.0.0.2:39999", Read(3).Ends);
    }

    [Fact]
    public void Only_main_threads_have_descriptors()
    {
        TableRecorder tables = _tree.Process(42, threads: 2).Thread(42, 44, "worker").Descriptor(42, 3, "pipe:[1]")
            .Link("proc/42/task/44/fd/3", "pipe:[1]").Scan();

        Assert.Equal([(42, 3)], tables.Descriptors.Keys);
    }

    private TableRecorder.RecordedDescriptor Read(int number) => _tree.Scan().Descriptors[(42, number)];
}
