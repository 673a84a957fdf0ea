using Falco.Core.Events;
using Falco.Core.Tests.State;
using Falco.Testing.Support;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.Fields;

public sealed class ProcessFieldTests
{
    private readonly HostScene _scene = new();

    [Theory]
    [InlineData("proc.name", "bash")]
    [InlineData("proc.pname", "init")]
    [InlineData("proc.aname[0]", "bash")]
    [InlineData("proc.aname[1]", "init")]
    [InlineData("proc.aname[2]", null)]
    [InlineData("proc.aname", "init")]
    [InlineData("proc.cwd", "/root/")]
    [InlineData("proc.pid", "10")]
    [InlineData("proc.ppid", "1")]
    [InlineData("proc.apid", "10")]
    [InlineData("proc.exeline", "bash ")]
    [InlineData("proc.loginshellid", "10")]
    [InlineData("proc.args", "")]
    [InlineData("proc.args[3]", "")]
    [InlineData("proc.cmdnargs", "0")]
    [InlineData("proc.duration", null)]
    [InlineData("proc.sname", "")]
    [InlineData("proc.nthreads", "1")]
    [InlineData("proc.nchilds", "0")]
    [InlineData("thread.cgroups", null)]
    [InlineData("thread.cgroup.cpu", null)]
    [InlineData("thread.nametid", "bash10")]
    [InlineData("user.uid", "0")]
    [InlineData("user.name", "root")]
    [InlineData("user.loginuid", "-1")]
    [InlineData("group.name", "root")]
    [InlineData("container.id", "host")]
    [InlineData("container.name", "host")]
    [InlineData("container.image.repository", "")]
    [InlineData("k8s.pod.name", null)]
    public void A_shell_of_init_has(string field, string? expected) =>
        Assert.Equal(expected, _scene.Read(Call(Shell), field));

    [Fact]
    public void Without_a_thread_only_the_thread_id_is_known()
    {
        EventBuilder group = _scene.Event(EventType.GroupAddedEnter, 77).UInt32(5).Text("staff").Text("");
        Assert.Equal("77", _scene.Read(group, "thread.tid"));
        Assert.Null(_scene.Read(group, "proc.name"));
        Assert.Null(_scene.Read(group, "container.id"));
        Assert.Equal("true", _scene.Read(group, "evt.is_async"));
    }

    [Fact]
    public void Any_ancestor_is_compared_but_not_the_process_itself()
    {
        _scene.Clone(Shell, 20, comm: "cat");
        Assert.Equal("bash,init", _scene.ReadCandidates(Call(20), "proc.aname"));
        Assert.Equal("10,1", _scene.ReadCandidates(Call(20), "proc.apid"));
    }

    [Fact]
    public void The_environment_is_that_of_the_main_thread_and_values_lose_their_blanks()
    {
        Execute("cat", ["PATH=/bin", "EMPTY=", "HOME= /root "]);
        Assert.Equal("/bin", _scene.Read(Call(Shell), "proc.env[PATH]"));
        Assert.Equal("/root", _scene.Read(Call(Shell), "proc.env[HOME]"));
        Assert.Equal("", _scene.Read(Call(Shell), "proc.env[EMPTY]"));
        Assert.Equal("", _scene.Read(Call(Shell), "proc.env[NONE]"));
        Assert.Equal("PATH=/bin EMPTY= HOME= /root ", _scene.Read(Call(Shell), "proc.env"));
        Assert.Equal("PATH=/bin EMPTY= HOME= /root ", _scene.Read(Call(Shell), "proc.env[7]"));
    }

    [Fact]
    public void An_ancestors_variable_is_found_without_looking_at_the_process_itself()
    {
        Execute("bash", ["WHO=parent"]);
        _scene.Clone(Shell, 20);
        Assert.Equal("parent", _scene.Read(Call(20), "proc.aenv[WHO]"));
        Assert.Equal("", _scene.Read(Call(Shell), "proc.aenv[WHO]"));
        Assert.Equal("WHO=parent", _scene.Read(Call(20), "proc.aenv[1]"));
        Assert.Equal("WHO=parent,", _scene.ReadCandidates(Call(20), "proc.aenv"));
    }

    [Fact]
    public void Arguments_are_counted_without_their_separators()
    {
        Execute("cat", [], "-n", "/etc/passwd");
        Assert.Equal("-n /etc/passwd", _scene.Read(Call(Shell), "proc.args"));
        Assert.Equal("/etc/passwd", _scene.Read(Call(Shell), "proc.args[1]"));
        Assert.Equal("cat -n /etc/passwd", _scene.Read(Call(Shell), "proc.cmdline"));
        Assert.Equal("2", _scene.Read(Call(Shell), "proc.cmdnargs"));
        Assert.Equal("13", _scene.Read(Call(Shell), "proc.cmdlenargs"));
    }

    [Fact]
    public void The_time_on_a_processor_is_counted_from_switch_to_switch()
    {
        Assert.Equal("0", _scene.Read(Switch(Shell), "thread.exectime"));
        Assert.Equal("1000", _scene.Read(Switch(Shell), "thread.exectime"));
        Assert.Equal("2000", _scene.Read(Switch(Shell), "thread.totexectime"));
        Assert.Equal("0", _scene.Read(Call(Shell), "thread.exectime"));
    }

    [Fact]
    public void The_use_of_the_processor_is_what_grew_since_the_former_record()
    {
        Assert.Equal("0", _scene.Read(Usage(40, 2), "thread.cpu"));
        Assert.Equal("13", _scene.Read(Usage(50, 5), "thread.cpu"));
        Assert.Equal("7", _scene.Read(Usage(57, 6), "thread.cpu.user"));
        Assert.Null(_scene.Read(Call(Shell), "thread.cpu"));
    }

    private EventBuilder Call(long thread) => _scene.Event(EventType.GetuidExit, thread).UInt32(0);

    private EventBuilder Switch(long thread) =>
        _scene.Event(EventType.Schedswitch_6Enter, thread).Int64(1).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0);

    private EventBuilder Usage(ulong user, ulong system) => _scene.Event(EventType.ProcinfoEnter, Shell).UInt64(user).UInt64(system);

    private void Execute(string comm, string[] environment, params string[] arguments) =>
        _scene.Apply(_scene.Event(EventType.Execve_19Exit, Shell).Int64(0).Text(comm).Texts(arguments).Int64(Shell).Int64(Shell).Int64(Init)
            .Text("").Int64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0).Text(comm).Bytes().Texts(environment));
}
