using Falco.Core.Events;
using Falco.Core.Tests.State;
using Falco.Testing.Support;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.Fields;

public sealed class DescriptorFieldTests
{
    private readonly HostScene _scene = new();

    [Theory]
    [InlineData("fd.num", "3")]
    [InlineData("fd.type", "file")]
    [InlineData("fd.typechar", "f")]
    [InlineData("fd.name", "/etc/ssl/openssl.cnf")]
    [InlineData("fd.directory", "/etc/ssl")]
    [InlineData("fd.filename", "openssl.cnf")]
    [InlineData("fd.containername", ":/etc/ssl/openssl.cnf")]
    [InlineData("fd.uid", "103")]
    [InlineData("fd.ino", "99")]
    [InlineData("fd.dev", "7")]
    [InlineData("fd.l4proto", "<NA>")]
    [InlineData("fd.sockfamily", null)]
    [InlineData("fd.is_server", "false")]
    [InlineData("fd.sip", null)]
    [InlineData("fd.types", "file")]
    [InlineData("fd.types[3]", "file")]
    [InlineData("fd.types[4]", null)]
    [InlineData("evt.category", "file")]
    [InlineData("evt.buflen", "5")]
    [InlineData("evt.buffer", "hello")]
    [InlineData("evt.io_dir", "read")]
    [InlineData("evt.rawarg.size", "64")]
    public void A_read_of_a_file_has(string field, string? expected)
    {
        _scene.Open(Shell, 3, "/etc//ssl/openssl.cnf");
        Assert.Equal(expected, _scene.Read(_scene.Event(EventType.ReadExit, Shell).Int64(5).Bytes([.. "hello"u8]).Int64(3).UInt32(64), field));
    }

    [Theory]
    [InlineData("fd.name", "/root/missing/file")]
    [InlineData("fd.nameraw", "missing/file")]
    [InlineData("fd.directory", "/root/missing")]
    [InlineData("fd.typechar", "f")]
    [InlineData("fd.type", null)]
    [InlineData("fd.filename", null)]
    [InlineData("evt.res", "ENOENT")]
    [InlineData("evt.rawres", "-2")]
    [InlineData("evt.failed", "true")]
    [InlineData("evt.count.error.file", "1")]
    [InlineData("evt.count.error.net", null)]
    [InlineData("evt.abspath", "/root/missing/file")]
    [InlineData("fs.path.name", "<UNKNOWN>")]
    [InlineData("fs.path.nameraw", "missing//file")]
    public void A_failed_open_tells_what_was_asked_for(string field, string? expected) => Assert.Equal(
        expected,
        _scene.Read(_scene.Event(EventType.Openat_2Exit, Shell).Int64(-2).Int64(-100).Text("missing//file").UInt32(1).UInt32(0).UInt32(0).UInt64(0), field));

    [Fact]
    public void A_call_without_a_descriptor_has_no_field_of_one()
    {
        EventBuilder call = _scene.Event(EventType.GetuidExit, Shell).UInt32(0);
        Assert.Null(_scene.Read(call, "fd.num"));
        Assert.Null(_scene.Read(call, "fd.types"));
        Assert.Equal("false", _scene.Read(call, "evt.is_open_read"));
    }

    [Theory]
    [InlineData("fd.cip", "10.0.0.1")]
    [InlineData("fd.sip", "10.0.0.2")]
    [InlineData("fd.cport", "4000")]
    [InlineData("fd.sport", "443")]
    [InlineData("fd.sproto", "443")]
    [InlineData("fd.lip", "10.0.0.2")]
    [InlineData("fd.rport", "4000")]
    [InlineData("fd.l4proto", "tcp")]
    [InlineData("fd.name", "10.0.0.1:4000->10.0.0.2:443")]
    [InlineData("fd.sip.name", null)]
    [InlineData("fd.snet", "10.0.0.2")]
    public void A_connection_that_was_made_has(string field, string? expected)
    {
        Connect();
        Assert.Equal(expected, _scene.Read(Transfer(), field));
    }

    [Fact]
    public void Both_ends_of_a_connection_are_candidates()
    {
        Connect();
        Assert.Equal("10.0.0.1,10.0.0.2", _scene.ReadCandidates(Transfer(), "fd.ip"));
        Assert.Equal("4000,443", _scene.ReadCandidates(Transfer(), "fd.port"));
    }

    [Fact]
    public void A_file_exists_as_an_address_but_equals_none()
    {
        _scene.Open(Shell, 3, "/etc/hosts");
        Assert.Equal("", _scene.ReadCandidates(_scene.Event(EventType.CloseExit, Shell).Int64(0).Int64(3), "fd.ip"));
        Assert.Null(_scene.ReadCandidates(_scene.Event(EventType.CloseExit, Shell).Int64(0).Int64(9), "fd.ip"));
    }

    [Theory]
    [InlineData("fs.path.source", "/root/new")]
    [InlineData("fs.path.target", "/root/old")]
    [InlineData("fs.path.sourceraw", "new")]
    [InlineData("fs.path.name", null)]
    public void The_source_of_a_link_is_the_new_name(string field, string? expected) => Assert.Equal(
        expected, _scene.Read(_scene.Event(EventType.Link_2Exit, Shell).Int64(0).Text("old").Text("new"), field));

    [Fact]
    public void A_call_that_failed_has_no_path() => Assert.Null(
        _scene.Read(_scene.Event(EventType.Link_2Exit, Shell).Int64(-13).Text("old").Text("new"), "fs.path.source"));

    [Fact]
    public void Polled_descriptors_are_listed_with_their_names()
    {
        _scene.Open(Shell, 3, "/etc/hosts");
        byte[] descriptors = [2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0];
        EventBuilder poll = _scene.Event(EventType.PollExit, Shell).Int64(1).Bytes(descriptors);
        Assert.Equal("3,4", _scene.Read(poll, "fdlist.nums"));
        Assert.Equal("/etc/hosts,<NA>", _scene.Read(poll, "fdlist.names"));
        Assert.Null(_scene.Read(poll, "fdlist.cips"));
        Assert.Null(_scene.Read(_scene.Event(EventType.PollExit, Shell).Int64(1).Bytes(), "fdlist.nums"));
    }

    private void Connect()
    {
        _scene.Apply(_scene.Event(EventType.SocketExit, Shell).Int64(3).UInt32(2).UInt32(1).UInt32(6));
        _scene.Apply(_scene.Event(EventType.ConnectExit, Shell).Int64(0).SocketTuple("10.0.0.1", 4000, "10.0.0.2", 443).Int64(3));
    }

    private EventBuilder Transfer() => _scene.Event(EventType.WriteExit, Shell).Int64(1).Bytes((byte)'x').Int64(3).UInt32(1);
}
