using System.Text;
using Falco.Core.State;

namespace Falco.Core.Tests.State;

public sealed class ContainerIdTests
{
    private const string Id = "d41aac0ffee0d41aac0ffee0d41aac0ffee0d41aac0ffee0d41aac0ffee00123";
    private const string Short = "d41aac0ffee0";
    private const string Nested = "0000000000000000000000000000000000000000000000000000000000000001";

    [Theory]
    [InlineData($"/docker/{Id}", Short)]
    [InlineData($"/system.slice/docker-{Id}.scope", Short)]
    [InlineData($"/docker/{Nested}/docker/{Id}", Short)]
    [InlineData($"/docker/{Nested}/system.slice/docker-{Id}.scope", Short)]
    [InlineData($"/docker/{Id}0", "")]
    [InlineData($"/docker/{Id}/init.scope", "")]
    [InlineData("/docker/z41aac0ffee0d41aac0ffee0d41aac0ffee0d41aac0ffee0d41aac0ffee00123", "")]
    public void Docker(string path, string expected) => Check(ContainerEngines.Docker, path, expected);

    [Theory]
    [InlineData($"/libpod_parent/libpod-{Id}", Short)]
    [InlineData($"/machine.slice/libpod-{Id}.scope", Short)]
    [InlineData($"/machine.slice/libpod-{Id}.scope/container", Short)]
    [InlineData($"/libpod_parent/libpod-payload-{Id}", Short)]
    [InlineData($"/machine.slice/libpod-payload-{Id}.scope/container", Short)]
    [InlineData($"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{Id}.scope", Short)]
    [InlineData($"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{Id}.scope/container", Short)]
    [InlineData($"/machine.slice/libpod-conmon-{Id}.scope", "")]
    [InlineData($"/docker/{Id}", "")]
    public void Podman_with_and_without_root(string path, string expected) => Check(ContainerEngines.Podman, path, expected);

    [Theory]
    [InlineData($"/kubepods/burstable/pod3e41dc6b/{Id}", Short)]
    [InlineData($"/kubepods/burstable/pod3e41dc6b/crio-{Id}", Short)]
    [InlineData($"/kubepods.slice/kubepods-pod3e41dc6b.slice/crio-{Id}.scope", Short)]
    [InlineData($"/kubepods.slice/kubepods-burstable.slice/cri-containerd-{Id}.scope", Short)]
    [InlineData($"/system.slice/containerd.service/kubepods-burstable-pod1.slice:cri-containerd:{Id}", Short)]
    [InlineData($"/kubelet/kubepods.slice/cri-containerd-{Nested}.scope/kubepods.slice/cri-containerd-{Id}.scope", Short)]
    [InlineData($"/kubepods.slice/kubepods-pod3e41dc6b.slice/docker-{Id}.scope", Short)]
    [InlineData($"/system.slice/nerdctl-{Id}.scope", Short)]
    [InlineData($"/kubepods.slice/crio-conmon-{Id}.scope", "")]
    [InlineData("/kubepods.slice/kubepods-pod3e41dc6b.slice", "")]
    public void Runtimes_that_speak_the_container_runtime_interface(string path, string expected) => Check(ContainerEngines.Cri, path, expected);

    [Theory]
    [InlineData("/default/web", "web")]
    [InlineData("/k8s.io/web", "web")]
    [InlineData($"/default/{Id}", Short)]
    [InlineData("/default/a-name-of-more-than-twelve", "a-name-of-mo")]
    [InlineData("/default/web/inner", "web")]
    [InlineData($"/default/{Id}0", "")]
    [InlineData("/bad..name/web", "")]
    [InlineData("/web", "")]
    [InlineData("/default/", "")]
    [InlineData("/system.slice/ssh.service", "")]
    [InlineData("/user.slice/user-1000.slice/session-1.scope", "")]
    [InlineData("/user.slice/user-1000.slice", "")]
    public void Containerd_by_its_own_interface(string path, string expected) => Check(ContainerEngines.Containerd, path, expected);

    [Theory]
    [InlineData("/lxc/web", "web")]
    [InlineData("/lxc/web/system.slice/ssh.service", "web")]
    [InlineData("/lxc.payload/web", "web")]
    [InlineData("/lxc.payload.web", "web")]
    [InlineData("/lxc.payload.web/init.scope", "web")]
    [InlineData("/lxc/outer/lxc/inner", "outer")]
    [InlineData("/lxc.monitor.web", "")]
    public void Lxc(string path, string expected) => Check(ContainerEngines.Lxc, path, expected, ContainerType.Lxc);

    [Theory]
    [InlineData("/machine/web.libvirt-lxc", "web")]
    [InlineData(@"/machine.slice/machine-lxc\x2d2293906\x2dweb.scope", @"2293906\x2dweb")]
    [InlineData(@"/machine.slice/machine-lxc\x2d2293906\x2dweb.scope/libvirt", @"2293906\x2dweb")]
    [InlineData("/libvirt/lxc/web", "web")]
    [InlineData(@"/machine.slice/machine-qemu\x2d1\x2dvm.scope", "")]
    [InlineData("/machine/web.libvirt-qemu", "")]
    public void Libvirt(string path, string expected) => Check(ContainerEngines.LibvirtLxc, path, expected, ContainerType.LibvirtLxc);

    [Theory]
    [InlineData("/system.slice/bpm-job.1.scope", "job.1")]
    [InlineData("/bpm-job_1", "job_1")]
    [InlineData("/bpm-", "")]
    [InlineData("/bpm-job/inner", "")]
    public void Bosh_process_manager(string path, string expected) => Check(ContainerEngines.Bpm, path, expected, ContainerType.Bpm);

    [Theory]
    [InlineData("/lxc/web")]
    [InlineData("/libvirt/lxc/web")]
    public void The_paths_of_other_engines_are_not_taken_for_those_of_containerd(string path) =>
        Check(ContainerEngines.All, path, "web", ContainerType.Lxc);

    [Theory]
    [InlineData("/user.slice/user-1000.slice/session-1.scope")]
    [InlineData("/batch.slice/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f")]
    [InlineData("/default/web")]
    [InlineData("/system.slice/containerd.service")]
    [InlineData("/")]
    [InlineData("")]
    public void The_host_is_no_container_by_default(string path) => Check(ContainerEngines.Default, path, "");

    [Theory]
    [InlineData($"/machine.slice/libpod-{Id}.scope")]
    [InlineData($"/docker/{Id}")]
    [InlineData($"/kubepods/burstable/pod3e41dc6b/crio-{Id}")]
    [InlineData("/lxc/web")]
    public void An_engine_that_is_left_out_has_no_containers(string path) => Check(ContainerEngines.None, path, "");

    [Fact]
    public void The_static_container_takes_every_process_that_has_control_groups()
    {
        ContainerIdMatcher matcher = new(ContainerEngines.All, new StaticContainer("abc", "one", "registry:5000/a/b:1.2@sha256:33"));

        string id = Encoding.UTF8.GetString(matcher.Find("cpu=/\0"u8, out ContainerRecord? container));

        Assert.Equal("abc", id);
        Assert.Equal(
            ("one", "registry:5000/a/b", "1.2", "sha256:33", ContainerType.Static),
            (Text(container!.Name), Text(container.ImageRepository), Text(container.ImageTag), Text(container.ImageDigest), container.Type));
        Assert.Empty(matcher.Find(default, out _));
    }

    [Theory]
    [InlineData("busybox", "busybox", "", "")]
    [InlineData("busybox:1", "busybox", "1", "")]
    [InlineData("host:5000/a", "host:5000/a", "", "")]
    [InlineData("docker.io/library/a@sha256:1", "docker.io/library/a", "", "sha256:1")]
    public void The_reference_of_an_image_is_split(string image, string repository, string tag, string digest) =>
        Assert.Equal((repository, tag, digest), ContainerImageName.Split(image));

    [Fact]
    public void Control_groups_have_the_names_of_the_first_version() => Assert.Equal(
        "cpuset=/a\0memory=/b\0perf_event=/c\0blkio=/d\0"u8.ToArray(),
        ControlGroupText.Normalise("cpuset_cgroup=/a\0mem=/b\0perf=/c\0io=/d\0"u8));

    [Fact]
    public void A_run_with_a_malformed_control_group_says_nothing() => Assert.Null(ControlGroupText.Normalise("cpu=/a\0broken\0"u8));

    // A path of the second version stands alone; of the first there is one for each subsystem, and any may tell the container.
    private static void Check(ContainerEngines engines, string path, string expected, ContainerType type = ContainerType.Unknown)
    {
        ContainerIdMatcher matcher = new(engines);
        foreach (string run in (string[])[$"cpuset={path}\0", $"cpu=/\0memory={path}\0pids={path}\0"])
        {
            Assert.Equal(expected, Encoding.UTF8.GetString(matcher.Find(Encoding.UTF8.GetBytes(run), out ContainerRecord? detected)));
            Assert.Equal(expected.Length > 0 && type != ContainerType.Unknown ? type : null, detected?.Type);
        }
    }

    private static string Text(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetString(text.Span);
}
