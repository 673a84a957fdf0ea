using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Containers.Tests.Live;

/// <summary>Real containers of real runtimes, seen by the real kernel: each tells what was asked of it, live and replayed.</summary>
public sealed class LiveContainerTests
{
    private const string Rules = """
        - rule: program in a container
          desc: a program of the image runs
          condition: evt.type in (execve, execveat) and evt.dir = < and proc.name = cat and proc.args startswith /falco-live-mark
          output: "%container.name %container.type %container.image.repository %container.image.tag %container.privileged %container.label[team] %container.mount.dest[/usr/share]"
          priority: NOTICE
        """;

    // Time for the runtime to be asked: a container's first process is there before the runtime tells of it.
    private const string Program = "sleep 3; /bin/cat /falco-live-mark; true";

    private static ContainerMetadataOptions None { get; } = new()
    {
        Engines = ContainerEngines.All,
        DockerSockets = [],
        PodmanSockets = [],
        CriSockets = [],
        ContainerdSockets = [],
    };

    [Fact]
    public void Containers_of_containerd_tell_their_metadata()
    {
        Tool.Require("podman", "containerd", "runc", "ctr");
        using RuntimeFolder runtime = new();
        runtime.ImportImage();
        runtime.StartContainerd();
        using LiveScene scene = new(Rules, None with { ContainerdSockets = [runtime.ContainerdSocket] });

        runtime.Ctr("run", "--rm", "--label", "team=a", "--mount", "type=bind,src=/usr/share,dst=/data,options=rbind:ro",
            RuntimeFolder.Image, "first", "/bin/sh", "-c", Program);
        runtime.Ctr("run", "--rm", "--privileged", RuntimeFolder.Image, "second", "/bin/sh", "-c", Program);
        scene.WaitFor(2);

        Assert.Equal(
            ["first containerd localhost/bb 1.2 false a /data", "second containerd localhost/bb 1.2 true <NA> <NA>"], scene.Alerts);
        Assert.Equal(scene.Alerts, scene.Replay());
    }

    [Fact]
    public void Containers_of_podman_tell_their_metadata()
    {
        Tool.Require("podman", "runc");
        using RuntimeFolder runtime = new();
        runtime.ImportImage();
        runtime.StartPodman();
        using LiveScene scene = new(Rules, Podman(runtime));

        Run(runtime, "first", Program, "--label", "team=a", "-v", "/usr/share:/data:ro");
        Run(runtime, "second", Program, "--privileged");
        scene.WaitFor(2);

        Assert.Equal(
            ["first podman localhost/bb 1.2 false a /data", "second podman localhost/bb 1.2 true <NA> <NA>"], scene.Alerts);
        Assert.Equal(scene.Alerts, scene.Replay());
    }

    [Fact]
    public void The_first_program_of_a_container_has_its_metadata_if_its_events_may_wait()
    {
        const int Count = 5;
        Tool.Require("podman", "runc");
        using RuntimeFolder runtime = new();
        runtime.ImportImage();
        runtime.StartPodman();
        using LiveScene scene = new(Rules, Podman(runtime), new EventHoldOptions { LongestWait = TimeSpan.FromSeconds(10) });

        for (int i = 0; i < Count; i++)
            Run(runtime, $"short{i}", "/bin/cat /falco-live-mark; true");
        scene.WaitFor(Count);

        Assert.All(scene.Alerts, (alert, i) => Assert.StartsWith($"short{i} podman localhost/bb 1.2", alert, StringComparison.Ordinal));
        Assert.Equal(scene.Alerts, scene.Replay());
    }

    // Only podman's paths: on a busy machine others may have the form of containerd's, and nobody would answer for these.
    private static ContainerMetadataOptions Podman(RuntimeFolder runtime) =>
        None with { Engines = ContainerEngines.Podman, PodmanSockets = [runtime.PodmanSocket] };

    private static void Run(RuntimeFolder runtime, string name, string program, params string[] options) => runtime.Podman(
        ["run", "--rm", "--name", name, "--network", "none", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", .. options,
            RuntimeFolder.Image, "/bin/sh", "-c", program]);
}
