using System.Diagnostics;

namespace Falco.Containers.Tests.Live;

/// <summary>A folder with an image made of a static busybox, and with the daemons that were started in it.</summary>
internal sealed class RuntimeFolder : IDisposable
{
    private const string ImageName = "localhost/bb:1.2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runtime");
    private readonly List<Process> _daemons = [];

    public static string Image => ImageName;

    public string ContainerdSocket => PathOf("containerd.sock");

    public string PodmanSocket => PathOf("podman.sock");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Starts containerd with the image, in its namespace <c>default</c>.</summary>
    public void StartContainerd()
    {
        File.WriteAllText(PathOf("containerd.toml"), $"""
            version = 2
            root = "{PathOf("containerd")}"
            state = "{PathOf("containerd-state")}"
            [grpc]
              address = "{ContainerdSocket}"
            """);
        StartDaemon(ContainerdSocket, "containerd", "-c", PathOf("containerd.toml"), "-l", "error");
        Podman("save", "--format", "oci-archive", "-o", PathOf("image.tar"), ImageName);
        Ctr("images", "import", PathOf("image.tar"));
    }

    public void StartPodman() => StartDaemon(PodmanSocket, "podman", [.. Storage, "system", "service", "--time", "0", $"unix://{PodmanSocket}"]);

    /// <summary>Makes the image, without a network.</summary>
    public void ImportImage()
    {
        string root = PathOf("rootfs");
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.Copy("/bin/busybox", Path.Combine(root, "bin", "busybox"));
        foreach (string name in (string[])["sh", "sleep", "true", "cat"])
            File.CreateSymbolicLink(Path.Combine(root, "bin", name), "busybox");
        Tool.Run("tar", "-C", root, "-cf", PathOf("rootfs.tar"), ".");
        Podman("import", "-q", PathOf("rootfs.tar"), ImageName);
    }

    public string Podman(params string[] arguments) => Tool.Run("podman", [.. Storage, .. arguments]);

    public string Ctr(params string[] arguments) => Tool.Run("ctr", ["-a", ContainerdSocket, "-n", "default", .. arguments]);

    public void Dispose()
    {
        foreach (Process daemon in _daemons)
        {
            daemon.Kill();
            daemon.WaitForExit();
            daemon.Dispose();
        }

        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // What a runtime still has mounted stays.
        }
    }

    // Apart from those of the machine; vfs needs no rights of a file system, and crun does not run with both versions of control groups.
    private string[] Storage =>
        ["--root", PathOf("storage"), "--runroot", PathOf("run"), "--tmpdir", PathOf("tmp"), "--storage-driver", "vfs", "--runtime", "runc", "--cgroup-manager", "cgroupfs"];

    private void StartDaemon(string socket, string program, params string[] arguments)
    {
        Process daemon = Tool.Start(program, arguments);
        _daemons.Add(daemon);
        daemon.OutputDataReceived += (_, _) => { };
        daemon.ErrorDataReceived += (_, _) => { };
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        for (int i = 0; i < 300 && !File.Exists(socket); i++)
        {
            Assert.False(daemon.HasExited, $"{program} ended");
            Thread.Sleep(100);
        }

        Assert.True(File.Exists(socket), $"{program} has no socket");
    }
}
