using System.Text;

namespace Falco.Benchmarks.Parts;

/// <summary>Made-up literals as rules have them, and values as events have them.</summary>
internal static class Words
{
    private static readonly string[] Folders = ["etc", "usr/lib", "usr/bin", "var/lib", "opt", "root/.ssh", "home/user", "proc/self", "tmp", "dev/shm"];

    private static readonly string[] Names =
    [
        "passwd", "shadow", "cron.d", "nginx", "docker", "systemd", "modules", "sudoers", "ssl", "postgresql", "python3", "authorized_keys",
        "kubelet", "containerd", "iptables",
    ];

    /// <summary>A path that is often opened.</summary>
    public static byte[] Path { get; } = [.. "/usr/lib/python3.11/encodings/__pycache__/utf_8.cpython-311.pyc"u8];

    /// <summary>A command line.</summary>
    public static byte[] CommandLine { get; } =
    [
        .. "java -Xmx512m -XX:+UseG1GC -Djava.security.egd=file:/dev/./urandom -cp /opt/app/lib/app.jar:/opt/app/lib/log.jar "u8,
        .. "-Dserver.port=8080 com.example.service.Main --config=/srv/app/config/application.yml --profile production"u8,
    ];

    /// <summary>A short name.</summary>
    public static byte[] Name { get; } = [.. "postgres"u8];

    /// <summary>Paths that differ in folder, name or number.</summary>
    public static byte[][] Paths(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Encoding.ASCII.GetBytes($"/{Folders[i % 10]}/{Names[i % 15]}{(i < 30 ? "" : $"-{i}")}"))];

    /// <summary>Parts of command lines and paths that are suspicious.</summary>
    public static byte[][] Parts(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Encoding.ASCII.GetBytes($"{Names[i % 15]}{(i < 15 ? "" : $"/{i}")}{(i % 2 == 0 ? "/" : " -")}"))];
}
