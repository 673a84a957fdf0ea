namespace Falco.Drivers.Native.Tests.Captures;

public sealed class DescriptorListTests
{
    private static readonly byte[] Source6 = [0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    private static readonly byte[] Destination6 = [0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2];

    public static TheoryData<uint, bool> Versions => new() { { 0x203u, false }, { 0x8001ABCDu, false }, { 0x218u, true } };

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_IPv4_socket_has_two_ends(uint type, bool isSized) => AssertDescriptor(type, isSized,
        entry => entry.I64(3).U64(9).U8(3).Raw(10, 0, 0, 1).Raw(10, 0, 0, 2).U16(1000).U16(443).U8(2),
        "fd=3 ino=9 IPv4Socket name= flags=0 dev=0 0a000001:1000 0a000002:443 Tcp 0>0");

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_IPv6_socket_has_two_ends(uint type, bool isSized) => AssertDescriptor(type, isSized,
        entry => entry.I64(3).U64(9).U8(4).Raw(Source6).Raw(Destination6).U16(1000).U16(53).U8(3),
        "fd=3 ino=9 IPv6Socket name= flags=0 dev=0 20010000000000000000000000000001:1000 20010000000000000000000000000002:53 Udp 0>0");

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_server_socket_has_its_own_end(uint type, bool isSized)
    {
        AssertDescriptor(type, isSized, entry => entry.I64(3).U64(9).U8(5).Raw(0, 0, 0, 0).U16(80).U8(2),
            "fd=3 ino=9 IPv4ServerSocket name= flags=0 dev=0 00000000:80 :0 Tcp 0>0");
        AssertDescriptor(type, isSized, entry => entry.I64(3).U64(9).U8(6).Raw(Source6).U16(80).U8(2),
            "fd=3 ino=9 IPv6ServerSocket name= flags=0 dev=0 20010000000000000000000000000001:80 :0 Tcp 0>0");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_unix_socket_has_addresses_of_the_kernel_and_a_path(uint type, bool isSized) => AssertDescriptor(type, isSized,
        entry => entry.I64(4).U64(9).U8(8).U64(77).U64(78).Text("/run/x.sock"),
        "fd=4 ino=9 UnixSocket name=/run/x.sock flags=0 dev=0 :0 :0 Unknown 77>78");

    [Fact]
    public void A_file_has_a_device_from_version_2_on()
    {
        AssertDescriptor(0x203, false, entry => entry.I64(5).U64(9).U8(16).U32(1).Text("/etc/hosts"),
            "fd=5 ino=9 FileV2 name=/etc/hosts flags=1 dev=0 :0 :0 Unknown 0>0");
        AssertDescriptor(0x218, true, entry => entry.I64(5).U64(9).U8(16).U32(1).Text("/etc/hosts"),
            "fd=5 ino=9 FileV2 name=/etc/hosts flags=1 dev=0 :0 :0 Unknown 0>0");
        AssertDescriptor(0x218, true, entry => entry.I64(5).U64(9).U8(16).U32(1).Text("/etc/hosts").U32(2049),
            "fd=5 ino=9 FileV2 name=/etc/hosts flags=1 dev=2049 :0 :0 Unknown 0>0");
    }

    [Theory]
    [InlineData(1, "File")]
    [InlineData(2, "Directory")]
    [InlineData(7, "Fifo")]
    [InlineData(9, "Event")]
    [InlineData(10, "Unsupported")]
    [InlineData(11, "SignalFd")]
    [InlineData(12, "EventPoll")]
    [InlineData(13, "Inotify")]
    [InlineData(14, "TimerFd")]
    [InlineData(15, "Netlink")]
    [InlineData(17, "Bpf")]
    [InlineData(18, "UserFaultFd")]
    [InlineData(19, "IoUring")]
    [InlineData(20, "MemFd")]
    [InlineData(21, "PidFd")]
    public void Everything_else_has_a_name(int type, string expected)
    {
        foreach ((uint block, bool isSized) in Versions.Select(row => row.Data))
        {
            AssertDescriptor(block, isSized, entry => entry.I64(6).U64(9).U8(type).Text("a name"),
                $"fd=6 ino=9 {expected} name=a name flags=0 dev=0 :0 :0 Unknown 0>0");
        }
    }

    [Theory]
    [InlineData(22)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    public void A_type_of_a_newer_writer_is_named_and_its_payload_passed_over(int type) => AssertDescriptor(0x218, true,
        entry => entry.I64(6).U64(9).U8(type).U64(1).U64(2), $"fd=6 ino=9 Unsupported name=unknown-type:[{type}] flags=0 dev=0 :0 :0 Unknown 0>0");

    [Fact]
    public void Fields_of_a_newer_writer_are_passed_over() => AssertDescriptor(0x218, true,
        entry => entry.I64(6).U64(9).U8(7).Text("pipe:[9]").U64(1).U8(2), "fd=6 ino=9 Fifo name=pipe:[9] flags=0 dev=0 :0 :0 Unknown 0>0");

    [Theory]
    [InlineData(1023, null)]
    [InlineData(1024, "a descriptor's name is 1024 bytes long; at most 1023 are allowed")]
    public void A_name_has_less_than_1024_bytes(int length, string? problem)
    {
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(0x203, body => body.I64(77).I64(6).U64(9).U8(7).Text(new string('x', length))).Close(1);

        Assert.Equal(problem, Recorder.Replay(capture).Error?.Problem);
    }

    [Fact]
    public void A_list_of_a_thread_that_shares_its_descriptors_is_empty()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x218, body => body.I64(77)).Close(1);

        Assert.Equal(["section", "tables completed"], Recorder.Replay(capture).Tables);
    }

    // Two entries, so that the second shows that the first was passed over exactly.
    private static void AssertDescriptor(uint type, bool isSized, Action<CaptureBuilder> entry, string expected)
    {
        void Write(CaptureBuilder body)
        {
            if (isSized)
                body.Sized(entry);
            else
                entry(body);
        }

        CaptureBuilder capture = new CaptureBuilder().Section().Block(type, body =>
        {
            Write(body.I64(77));
            Write(body);
        }).Close(1);

        Recorder recorder = Recorder.Replay(capture);

        Assert.Null(recorder.Error);
        Assert.Equal(["section", "descriptor tid=77 " + expected, "descriptor tid=77 " + expected, "tables completed"], recorder.Tables);
    }
}
