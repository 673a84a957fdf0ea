using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Tests.State;
using Falco.Testing.Support;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.Fields;

public sealed class EventFieldTests
{
    private readonly HostScene _scene = new();

    [Theory]
    [InlineData("evt.type", "mmap")]
    [InlineData("syscall.type", "mmap")]
    [InlineData("evt.dir", "<")]
    [InlineData("evt.type.is.mmap", "1")]
    [InlineData("evt.type.is.munmap", "0")]
    [InlineData("evt.res", "ENOMEM")]
    [InlineData("evt.count.error", "1")]
    [InlineData("evt.count.error.memory", "1")]
    [InlineData("evt.count.error.other", null)]
    [InlineData("evt.arg.prot", "PROT_READ")]
    [InlineData("evt.rawarg.prot", "1")]
    [InlineData("evt.arg[99]", null)]
    [InlineData("evt.arg.name", null)]
    [InlineData("evt.latency.human", "0ns")]
    [InlineData("evt.count.exit", "1")]
    [InlineData("evt.source", "syscall")]
    [InlineData("evt.pluginname", null)]
    [InlineData("evt.asynctype", null)]
    [InlineData("evt.buflen", null)]
    public void A_failed_mapping_of_memory_has(string field, string? expected) =>
        Assert.Equal(expected, _scene.Read(Map(), field));

    [Fact]
    public void The_time_since_the_previous_event_is_the_same_however_often_it_is_asked()
    {
        Field delta = FieldReading.Resolve("evt.deltatime");
        Assert.Equal("0", _scene.Apply(Map(), (in HostEvent current) => FieldReading.Read(in current, delta)));
        _scene.Apply(Map(), (in HostEvent current) =>
        {
            Assert.Equal("1000", FieldReading.Read(in current, delta));
            Assert.Equal("1000", FieldReading.Read(in current, delta));
            return 0;
        });
    }

    [Fact]
    public void A_system_call_that_has_no_event_type_of_its_own_is_named_by_its_code_or_native_number()
    {
        int code = EventSchema.FindSyscall("getpriority")!.Code;
        ushort native = (ushort)EventSchema.FindSyscall("getpriority")!.X64Number;
        Assert.Equal("getpriority", _scene.Read(_scene.Event(EventType.GenericExit, Shell).UInt16((ushort)code).UInt16(1), "evt.type"));
        Assert.Equal("getpriority", _scene.Read(_scene.Event(EventType.GenericExit, Shell).UInt16(0).UInt16(native), "evt.type"));
        Assert.Equal("", _scene.Read(_scene.Event(EventType.GenericExit, Shell).UInt16((ushort)code).UInt16(1), "evt.args"));
        Assert.Null(_scene.Read(_scene.Event(EventType.GenericExit, Shell).UInt16((ushort)code).UInt16(1), "evt.rawres"));
    }

    [Theory]
    [InlineData("evt.infra.docker.name", "start")]
    [InlineData("evt.infra.docker.container.id", "0123456789ab")]
    [InlineData("evt.infra.docker.container.name", "web")]
    [InlineData("evt.infra.docker.container.image", "repo/web")]
    public void What_a_container_runtime_announced_has(string field, string expected) => Assert.Equal(
        expected,
        _scene.Read(_scene.Event(EventType.InfrastructureEventEnter, Shell).Text("docker").Text("start")
            .Text("Event: start; ID: 0123456789abcdef; name: web; Image: repo/web@sha256:1").Text(""), field));

    [Theory]
    [InlineData(1u, 0u, 3L, "true", "false", "false", "false")]
    [InlineData(3u, 0u, 3L, "true", "true", "false", "false")]
    [InlineData(0x4006u, 0x40u, 3L, "false", "true", "true", "true")]
    [InlineData(0x2002u, 0u, -1L, "false", "true", "false", "false")]
    [InlineData(0x2002u, 1u, 4L, "false", "true", "true", "true")]
    public void Flags_and_mode_tell_how_a_file_is_opened(
        uint flags, uint mode, long result, string reads, string writes, string executes, string creates)
    {
        EventBuilder open = _scene.Event(EventType.Openat_2Exit, Shell).Int64(result).Int64(-100).Text("/tmp/f").UInt32(flags).UInt32(mode).UInt32(0).UInt64(0);
        string[] fields = ["evt.is_open_read", "evt.is_open_write", "evt.is_open_exec", "evt.is_open_create"];
        Assert.Equal([reads, writes, executes, creates], fields.Select(field => _scene.Read(open, field)));
    }

    [Fact]
    public void A_parameter_that_could_not_be_read_is_there_as_text_but_not_as_number()
    {
        EventBuilder open = _scene.Event(EventType.Openat_2Exit, Shell).Int64(-14).Int64(-100).Empty().Empty(4);
        Assert.Equal("<NA>", _scene.Read(open, "evt.rawarg.name"));
        Assert.Null(_scene.Read(open, "evt.rawarg.flags"));
        Assert.Equal("<NA>", _scene.Read(open, "evt.arg.name"));
    }

    private EventBuilder Map() => _scene.Event(EventType.MmapExit, Shell).Int64(-12).UInt32(0).UInt32(0).UInt32(0).UInt64(0).UInt64(4096)
        .UInt32(1).UInt32(2).Int64(-1).UInt64(0);
}
