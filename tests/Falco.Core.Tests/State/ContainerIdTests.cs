using System.Text;
using Falco.Core.State;

namespace Falco.Core.Tests.State;

public sealed class ContainerIdTests
{
    private const string Id = "d41aac0ffee0d41aac0ffee0d41aac0ffee0d41aac0ffee0d41aac0ffee00123";

    [Theory]
    [InlineData($"/docker/{Id}", "d41aac0ffee0")]
    [InlineData($"/system.slice/docker-{Id}.scope", "d41aac0ffee0")]
    [InlineData($"/kubepods.slice/kubepods-burstable.slice/cri-containerd-{Id}.scope", "d41aac0ffee0")]
    [InlineData($"/kubepods/burstable/pod123/crio-{Id}", "d41aac0ffee0")]
    [InlineData($"/machine.slice/libpod-{Id}.scope/container", "d41aac0ffee0")]
    [InlineData("/lxc/web", "web")]
    [InlineData("/lxc.payload.web/init.scope", "web")]
    [InlineData("/system.slice/bpm-job.1.scope", "job.1")]
    [InlineData("/user.slice/user-1000.slice/session-1.scope", "")]
    [InlineData("/batch.slice/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f", "")]
    [InlineData($"/docker/{Id}0", "")]
    [InlineData("/", "")]
    public void The_path_of_a_control_group_tells_the_container(string path, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(ContainerIdMatcher.Match(Encoding.UTF8.GetBytes($"cpu=/\0memory={path}\0"))));

    [Fact]
    public void Control_groups_have_the_names_of_the_first_version() => Assert.Equal(
        "cpuset=/a\0memory=/b\0perf_event=/c\0blkio=/d\0"u8.ToArray(),
        ControlGroupText.Normalise("cpuset_cgroup=/a\0mem=/b\0perf=/c\0io=/d\0"u8));

    [Fact]
    public void A_run_with_a_malformed_control_group_says_nothing() => Assert.Null(ControlGroupText.Normalise("cpu=/a\0broken\0"u8));
}
