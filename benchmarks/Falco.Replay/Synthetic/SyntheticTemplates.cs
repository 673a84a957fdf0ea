using static Falco.Replay.Synthetic.SyntheticActionKind;

namespace Falco.Replay.Synthetic;

/// <summary>How the synthetic rules are made: nine about opened files, seven about programs, four about connections.</summary>
internal static class SyntheticTemplates
{
    // Addresses are of the networks that are set aside for benchmarks and for documentation; ports are above those of any usual service.
    private const int FirstPort = 61_000;

    /// <summary>Each makes the rule of an index, with literals of its own.</summary>
    public static Func<int, SyntheticRule>[] All { get; } =
    [
        Secrets, Launched, Configuration, Key, Peer, Called, Data, Files, Tenant, Package, Port, Unit, Tool, Home, Backup, Network, Socket, Fetch, Account, Sync,
    ];

    private static SyntheticRule Secrets(int n) => new(
        $"fd.name startswith /srv/app{n:D5}/secrets/ and not proc.name in (app{n:D5}, app{n:D5}-backup)",
        new() { Kind = Open, Path = $"/srv/app{n:D5}/secrets/token" });

    private static SyntheticRule Configuration(int n) => new(
        $"fd.name = /etc/app{n:D5}/app.conf and not proc.name in (config_managers)",
        new() { Kind = Open, IsWrite = true, Path = $"/etc/app{n:D5}/app.conf" });

    private static SyntheticRule Key(int n) => new(
        $"fd.name endswith .app{n:D5}.key and not proc.pname in (app{n:D5}, app{n:D5}-setup)",
        new() { Kind = Open, Path = $"/home/me/private.app{n:D5}.key" });

    private static SyntheticRule Data(int n) => new(
        $"fd.directory in (/var/lib/app{n:D5}, /var/lib/app{n:D5}/keys) and not user.uid = {30_000 + n}",
        new() { Kind = Open, Path = $"/var/lib/app{n:D5}/keys/first", User = 1000 });

    private static SyntheticRule Files(int n) => new(
        $"fd.name in (/opt/app{n:D5}/etc/users.db, /opt/app{n:D5}/etc/roles.db, /opt/app{n:D5}/etc/audit.db) and not proc.name = app{n:D5}-admin",
        new() { Kind = Open, IsWrite = true, Path = $"/opt/app{n:D5}/etc/roles.db" });

    private static SyntheticRule Tenant(int n) => new(
        $"fd.name contains \"/tenant-{n:D5}/\" and not proc.name in (tenant{n:D5}-web, tenant{n:D5}-jobs, package_managers)",
        new() { Kind = Open, Path = $"/mnt/store/tenant-{n:D5}/orders" });

    private static SyntheticRule Unit(int n) => new(
        $"fd.filename in (app{n:D5}.service, app{n:D5}.timer) and not proc.name in (package_managers) and not proc.pname in (config_managers)",
        new() { Kind = Open, IsWrite = true, Path = $"/etc/systemd/system/app{n:D5}.timer" });

    private static SyntheticRule Backup(int n) => new(
        $"fd.name pmatch (/data/tenant{n:D5}, /backup/tenant{n:D5}) and not (proc.name = restic and proc.pname = backup{n:D5})",
        new() { Kind = Open, Path = $"/backup/tenant{n:D5}/2026/first.tar" });

    private static SyntheticRule Socket(int n) => new(
        $"fd.name glob '/run/app{n:D5}/*.sock' and not proc.name startswith app{n:D5}",
        new() { Kind = Open, Path = $"/run/app{n:D5}/control.sock" });

    private static SyntheticRule Launched(int n) => new(
        $"proc.name in (app{n:D5}-agent, app{n:D5}-loader) and not proc.pname in (systemd, init{n:D5})",
        new() { Kind = Spawn, Program = $"app{n:D5}-loader" });

    private static SyntheticRule Called(int n) => new(
        $"proc.cmdline contains \"--profile=app{n:D5}\" and not proc.pname = supervisor",
        new() { Kind = Spawn, Arguments = ["run", $"--profile=app{n:D5}"] });

    private static SyntheticRule Package(int n) => new(
        $"proc.pname = app{n:D5} and not proc.name in (sh, app{n:D5}-worker)",
        new() { Kind = Spawn, Parent = $"app{n:D5}" });

    private static SyntheticRule Tool(int n) => new(
        $"proc.exepath pmatch (/opt/vendor{n:D5}, /srv/vendor{n:D5}/bin) and not proc.pname in (package_managers)",
        new() { Kind = Spawn, Executable = $"/srv/vendor{n:D5}/bin/tool" });

    private static SyntheticRule Home(int n) => new(
        $"proc.exepath startswith /home/user{n:D5}/ and not user.uid = {40_000 + n}",
        new() { Kind = Spawn, Executable = $"/home/user{n:D5}/bin/run", User = 1000 });

    private static SyntheticRule Fetch(int n) => new(
        $"proc.name in (curl, wget) and proc.args contains app{n:D5}.internal.example and not proc.pname startswith deploy{n:D5}",
        new() { Kind = Spawn, Program = "curl", Arguments = ["-s", $"https://app{n:D5}.internal.example/x"] });

    private static SyntheticRule Account(int n) => new(
        $"user.uid = {50_000 + n} and proc.name in (sh, bash, dash) and not proc.pname = cron",
        new() { Kind = Spawn, Program = "bash", User = 50_000u + (uint)n });

    private static SyntheticRule Peer(int n) => new(
        $"fd.sip = 198.18.{n / 250}.{(n % 250) + 1} and not proc.name in (app{n:D5}, app{n:D5}-proxy)",
        new() { Kind = Connect, Address = $"198.18.{n / 250}.{(n % 250) + 1}" });

    private static SyntheticRule Port(int n) => new(
        $"fd.sport in ({FirstPort + (n / 10)}, {FirstPort + 1500 + (n / 10)}) and not proc.name = app{n:D5}-client",
        new() { Kind = Connect, Port = (ushort)(FirstPort + (n / 10)) });

    private static SyntheticRule Network(int n) => new(
        $"fd.snet in (198.19.{n / 40}.{n % 40 * 4}/30) and not proc.name in (app{n:D5}, chronyd)",
        new() { Kind = Connect, Address = $"198.19.{n / 40}.{(n % 40 * 4) + 1}" });

    private static SyntheticRule Sync(int n) => new(
        $"proc.name in (app{n:D5}-sync, app{n:D5}-mirror) and not fd.sip in (203.0.113.10, 203.0.113.11)",
        new() { Kind = Connect, Program = $"app{n:D5}-sync" });
}
