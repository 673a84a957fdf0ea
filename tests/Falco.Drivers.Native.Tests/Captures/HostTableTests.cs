namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Machine, interfaces, users and groups.</summary>
public sealed class HostTableTests
{
    [Theory]
    [InlineData(0x201u)]
    [InlineData(0x8002ABCDu)]
    public void The_machine_is_described(uint type)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(type, body => WriteMachine(body)).Close(1);

        Assert.Equal(["section", "machine cpus=8 memory=1000 pids=32768 host=box boot=123456789", "tables completed"], Recorder.Replay(capture).Tables);
    }

    [Fact]
    public void A_description_of_the_machine_that_is_too_short_is_corrupt()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x201, body => body.Raw(new byte[176])).Close(1);

        Assert.Equal("the block holds 176 bytes; at least 180 are expected", Recorder.Replay(capture).Error!.Problem);
    }

    [Theory]
    [InlineData(0x205u, false)]
    [InlineData(0x8011ABCDu, false)]
    [InlineData(0x219u, true)]
    public void Interfaces_of_all_kinds_are_read(uint type, bool isSized)
    {
        byte[] address = [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        byte[] mask = [0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Action<CaptureBuilder>[] entries =
        [
            entry => entry.U16(1).U16(4).Raw(10, 0, 0, 5).Raw(255, 0, 0, 0).Raw(10, 255, 255, 255).U64(1000).Raw("eth0"u8),
            entry => entry.U16(3).U16(2).Raw(127, 0, 0, 1).Raw(255, 0, 0, 0).Raw(0, 0, 0, 0).Raw("lo"u8),
            entry => entry.U16(2).U16(4).Raw(address).Raw(mask).Raw(new byte[16]).U64(1000).Raw("eth0"u8),
            entry => entry.U16(4).U16(2).Raw(address).Raw(mask).Raw(new byte[16]).Raw("lo"u8),
        ];

        // The length of an entry does not include itself here.
        CaptureBuilder capture = new CaptureBuilder().Section().Block(type, body =>
        {
            foreach (Action<CaptureBuilder> entry in entries)
            {
                if (isSized)
                    body.Sized(entry, lengthOfLength: 0);
                else
                    entry(body);
            }
        }).Close(1);

        string six = $"{Convert.ToHexStringLower(address)} {Convert.ToHexStringLower(mask)} {new string('0', 32)}";
        Assert.Equal(
            [
                "section", "interface eth0 0a000005 ff000000 0affffff", "interface lo 7f000001 ff000000 00000000",
                $"interface eth0 {six}", $"interface lo {six}", "tables completed",
            ],
            Recorder.Replay(capture).Tables);
    }

    [Fact]
    public void An_interface_of_an_unknown_kind_is_corrupt()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x205, body => body.U16(9).U16(2).Raw(new byte[40])).Close(1);

        Assert.Equal("an interface has the unknown type 9", Recorder.Replay(capture).Error!.Problem);
    }

    [Theory]
    [InlineData(0x206u, false)]
    [InlineData(0x8012ABCDu, false)]
    [InlineData(0x220u, true)]
    public void Users_and_groups_are_read(uint type, bool isSized)
    {
        Action<CaptureBuilder>[] entries =
        [
            entry => entry.U8(0).U32(0).U32(0).Text("root").Text("/root").Text("/bin/sh"),
            entry => entry.U8(1).U32(4).Text("adm"),
            entry => entry.U8(0).U32(1000).U32(100).Text(new string('u', 255)).Text("").Text(""),
        ];
        CaptureBuilder capture = new CaptureBuilder().Section().Block(type, body =>
        {
            foreach (Action<CaptureBuilder> entry in entries)
            {
                if (isSized)
                    body.Sized(entry);
                else
                    entry(body);
            }
        }).Close(1);

        Assert.Equal(
            ["section", "user 0 0 root /root /bin/sh", "group 4 adm", $"user 1000 100 {new string('u', 255)}  ", "tables completed"],
            Recorder.Replay(capture).Tables);
    }

    [Fact]
    public void Fields_that_a_newer_writer_appended_to_a_user_are_passed_over()
    {
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(0x220, body => body.Sized(entry => entry.U8(1).U32(4).Text("adm").U64(5)).Sized(entry => entry.U8(1).U32(5).Text("tty"))).Close(1);

        Assert.Equal(["section", "group 4 adm", "group 5 tty", "tables completed"], Recorder.Replay(capture).Tables);
    }

    [Fact]
    public void A_name_of_a_user_has_less_than_256_bytes()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x206, body => body.U8(1).U32(4).Text(new string('x', 256))).Close(1);

        Assert.Equal("the name of a group is 256 bytes long; at most 255 are allowed", Recorder.Replay(capture).Error!.Problem);
    }

    private static CaptureBuilder WriteMachine(CaptureBuilder body)
    {
        byte[] host = new byte[128];
        "box"u8.CopyTo(host);
        return body.U32(8).U64(1000).U64(32768).Raw(host).U64(123456789).U64(0).U64(0).U64(0);
    }
}
