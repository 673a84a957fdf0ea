using Falco.Core.State;

namespace Falco.Containers.Tests.Live;

/// <summary>Real containers of real runtimes, seen by the real kernel: each tells what was asked of it, live and replayed.</summary>
public sealed class LiveContainerTests
{
    private const string Rules = """
        - rule: program in a container
          desc: a program of the image runs
          condition: evt.type in (execve, execveat) and evt.dir = < and proc.name = cat and proc.args = /falco-live-mark
          output: "%container.name %container.type %container.image.repository %container.image.tag %container.privileged %container.label[team] %container.mount.dest[/usr/share]"
          priority: NOTICE
        """;

    // Time for the runtime to be asked: a container's first process is there before the runtime tells of it.
    private const string Program = "sleep 1; /bin/cat /falco-live-mark; true";

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
        using LiveScene scene = new(Rules, None with { PodmanSockets = [runtime.PodmanSocket] });

        Run("first", "--label", "team=a", "-v", "/usr/share:/data:ro");
        Run("second", "--privileged");
        scene.WaitFor(2);

        Assert.Equal(
            ["first podman localhost/bb 1.2 false a /data", "second podman localhost/bb 1.2 true <NA> <NA>"], scene.Alerts);
        Assert.Equal(scene.Alerts, scene.Replay());

        void Run(string name, params string[] options) => runtime.Podman(
            ["run", "--rm", "--name", name, "--network", "none", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", .. options,
                RuntimeFolder.Image, "/bin/sh", "-c", Program]);
    }
}
