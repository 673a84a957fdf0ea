namespace Falco.Testing.Tests.Events;

/// <summary>What rules see of the events that tests write in comfortable words.</summary>
public sealed class EventMeaningTests
{
    private const string Given = """
        given:
          users: [{ uid: 1000, name: alice }]
          containers: [{ name: web, id: 3ad7b26ded6d }]
          processes:
            - pid: 10
              name: nginx
              exe: /usr/sbin/nginx
              args: [-g, daemon off;]
              user: alice
              container: web
              cwd: /srv
              parent: { name: containerd-shim }
              descriptors: [{ fd: 5, file: /etc/passwd }, { fd: 6, tcp: 10.0.0.1:4000->1.2.3.4:80 }, { fd: 7, tcp: 0.0.0.0:8080 }]

        """;

    [Theory]
    [InlineData("execve: { exe: /bin/bash, tty: 34816 }", "proc.name=bash proc.exepath=/bin/bash proc.tty=34816 proc.pname=containerd-shim user.name=alice container.id=3ad7b26ded6d proc.pid=10")]
    [InlineData("execve: { exe: /bin/sh, args: -c id, parent: nginx }", "proc.cmdline=sh_-c_id proc.pname=nginx proc.aname[2]=containerd-shim proc.pid=1001 proc.exe=/bin/sh")]
    [InlineData("execve: { exe: /bin/sh, pid: 4000, parent: 10, user: root, exe_flags: EXE_UPPER_LAYER, env: { A: b } }", "proc.pid=4000 user.uid=0 proc.is_exe_upper_layer=true proc.env=A=b proc.ppid=10")]
    [InlineData("execve: { exe: /bin/app, parent: containerd-shim, container: web, vpid: 1 }", "proc.vpid=1 proc.pid=1001 proc.pname=containerd-shim container.id=3ad7b26ded6d")]
    [InlineData("execve: { exe: /bin/sh, res: EACCES }", "evt.failed=true evt.res=EACCES proc.name=nginx")]
    [InlineData("execveat: { exe: /memfd:x, name: x }", "evt.type=execveat proc.name=x proc.exepath=/memfd:x")]
    [InlineData("openat: { name: passwd, dirfd: 99 }", "fd.nameraw=passwd evt.arg.dirfd=99")]
    [InlineData("openat: { name: x/../y, flags: [O_WRONLY, O_CREAT], mode: 0600 }", "fd.name=/srv/y evt.is_open_write=true evt.arg.mode=0600 fd.num=3")]
    [InlineData("openat2: { name: /etc/x, fd: ENOENT }", "fd.num=-1 evt.failed=true evt.res=ENOENT")]
    [InlineData("connect: { to: 1.2.3.4:443 }", "fd.name=10.0.0.1:40000->1.2.3.4:443 fd.sip=1.2.3.4 fd.sport=443 fd.l4proto=tcp fd.type=ipv4 fd.num=3")]
    [InlineData("connect: { to: 8.8.8.8:53, protocol: udp, from: 10.0.0.1:999 }", "fd.name=10.0.0.1:999->8.8.8.8:53 fd.l4proto=udp")]
    [InlineData("connect: { to: '[2001:db8::1]:443' }", "fd.sip=2001:db8::1 fd.type=ipv6")]
    [InlineData("connect: { unix: /run/docker.sock }", "fd.type=unix fd.num=3")]
    [InlineData("connect: { to: 1.2.3.4:443, res: EINPROGRESS }", "evt.res=EINPROGRESS fd.sport=443")]
    [InlineData("accept4: { from: 9.9.9.9:50, to: 10.0.0.1:22 }", "fd.cip=9.9.9.9 fd.sport=22")]
    [InlineData("bind: { to: 0.0.0.0:4444 }", "fd.sport=4444 fd.type=ipv4")]
    [InlineData("sendto: { to: 8.8.8.8:53, data: query }", "fd.sip=8.8.8.8 fd.l4proto=udp evt.arg.res=5 evt.buffer=query")]
    [InlineData("recvfrom: { from: 8.8.8.8:53, data: { hex: '616263' } }", "fd.rip=8.8.8.8 evt.buffer=abc evt.rawres=3")]
    [InlineData("read: { fd: 5, data: root }", "fd.name=/etc/passwd evt.buffer=root evt.is_io_read=true")]
    [InlineData("write: { fd: 6, data: x }", "fd.name=10.0.0.1:4000->1.2.3.4:80 fd.sip=1.2.3.4")]
    [InlineData("read: { fd: { file: /root/.ssh/id_rsa } }", "fd.name=/root/.ssh/id_rsa fd.directory=/root/.ssh")]
    [InlineData("write: { fd: { tcp: '10.0.0.1:4000->5.6.7.8:90' } }", "fd.sip=5.6.7.8 fd.sport=90")]
    [InlineData("read: { fd: { pipe: 'pipe:[7]' } }", "fd.type=pipe fd.name=pipe:[7]")]
    [InlineData("dup2: { oldfd: 6, newfd: 0 }", "evt.rawres=0 fd.num=0 fd.name=10.0.0.1:4000->1.2.3.4:80")]
    [InlineData("setuid: { uid: root }", "user.uid=0 evt.arg.uid=root")]
    [InlineData("kill: { pid: nginx, sig: SIGKILL }", "evt.arg.sig=SIGKILL evt.rawarg.pid=10")]
    [InlineData("ptrace: { request: PTRACE_ATTACH, pid: 1 }", "evt.arg.request=PTRACE_ATTACH")]
    [InlineData("chmod: { filename: /tmp/x, mode: 04755 }", "evt.arg.mode=S_IXOTH|S_IROTH|S_IXGRP|S_IRGRP|S_IXUSR|S_IWUSR|S_IRUSR|S_ISUID")]
    [InlineData("mount: { dev: /dev/sda1, dir: /mnt, type: ext4, flags: MS_RDONLY }", "evt.arg.dev=/dev/sda1 evt.arg.flags=RDONLY")]
    [InlineData("unshare: { flags: CLONE_NEWUSER|CLONE_NEWNS }", "evt.arg.flags=CLONE_NEWNS|CLONE_NEWUSER")]
    [InlineData("memfd_create: { name: x }", "fd.type=memfd fd.num=3")]
    [InlineData("bpf: { cmd: BPF_PROG_LOAD }", "evt.arg.cmd=BPF_PROG_LOAD")]
    [InlineData("renameat2: { oldpath: a, newpath: /etc/b }", "fs.path.source=/srv/a fs.path.target=/etc/b")]
    [InlineData("linkat: { oldpath: /etc/shadow, newpath: /tmp/s }", "fs.path.source=/tmp/s fs.path.target=/etc/shadow")]
    [InlineData("symlinkat: { target: /etc/shadow, linkpath: /srv/x }", "fs.path.source=/srv/x fs.path.target=/etc/shadow")]
    [InlineData("unlinkat: { name: /x, flags: AT_REMOVEDIR }", "fs.path.name=/x evt.arg.flags=AT_REMOVEDIR")]
    [InlineData("socket: { domain: AF_PACKET, type: SOCK_RAW }", "evt.arg.domain=AF_PACKET evt.arg.type=3")]
    [InlineData("acct", "evt.type=acct")]
    [InlineData("setsid: { by: systemd }", "proc.name=systemd")]
    [InlineData("setsid: { pid: 10, after: 2s }", "evt.reltime.s=0 proc.pid=10")]
    public void A_rule_sees(string item, string expected)
    {
        (string Field, string Value)[] fields = [.. expected.Split(' ').Select(static pair =>
            (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..].Replace('_', ' ')))];
        using TestFolder folder = new();
        folder.Write("rules.yaml", """
            - rule: Any
              desc: Any event.
              condition: evt.num > 0
              output: "%evt.type"
              priority: INFO
            """);
        string wanted = string.Join("\n          ", fields.Select(static field => $"'{field.Field}': '{field.Value.Replace(' ', Underscore(field.Value))}'"));
        RuleTestSuite suite = RuleTestSuite.Load(folder.Write("x.test.yaml",
            $"rules: [rules.yaml]\n{Given}tests:\n  - name: x\n    events:\n      - {item}\n    alerts:\n      - rule: Any\n        fields:\n          {wanted}\n"));

        Assert.Empty(suite.Diagnostics);
        Assert.Single(suite.Run()).ThrowIfFailed();
    }

    // In a command line, a blank; elsewhere, what the table writes.
    private static char Underscore(string value) => value.StartsWith("sh ", StringComparison.Ordinal) ? ' ' : '_';

    [Fact]
    public void A_container_is_known_with_all_that_is_given_of_it() => RuleTest.With("""
        - rule: Program
          desc: A program was started.
          condition: evt.type = execve
          output: "%container.name"
          priority: INFO
        """)
        .Given("""
            containers:
              - name: web
                id: 3ad7b26ded6d
                image: "registry:5000/shop/nginx:1.25"
                privileged: true
                mounts: [{ source: /etc, destination: /host/etc, mode: ro, rw: false }]
                labels: { app: shop }
                pod: { name: web-1, namespace: prod, uid: 12-34 }
            """)
        .GivenUser("alice", 1000)
        .When(e => e.Execve("/bin/sh", container: "web", user: "alice"))
        .MustRaise(
            "Program",
            ("container.name", "web"),
            ("container.id", "3ad7b26ded6d"),
            ("container.image.repository", "registry:5000/shop/nginx"),
            ("container.image.tag", 1.25),
            ("container.privileged", true),
            ("container.mount.dest[/etc]", "/host/etc"),
            ("container.label[app]", "shop"),
            ("k8s.pod.name", "web-1"),
            ("k8s.ns.name", "prod"),
            ("user.name", "alice"));

    [Fact]
    public void A_fork_shows_both_sides() => RuleTest.With("""
        - rule: Fork
          desc: Either side of a fork.
          condition: evt.type = fork
          output: "%evt.rawres"
          priority: INFO
        """)
        .GivenProcess("nginx", pid: 10)
        .When(e => e.Event("fork", ("child", 4000)))
        .MustRaise("Fork", ("evt.rawres", 4000), ("proc.pid", 10))
        .MustRaise("Fork", ("evt.rawres", 0), ("proc.pid", 4000), ("proc.pname", "nginx"))
        .MustRaiseNothingElse();

    [Fact]
    public void A_program_knows_the_children_and_the_descriptors_that_earlier_events_have_made() => RuleTest.With("""
        - rule: Read
          desc: Data was read.
          condition: evt.type = read
          output: "%fd.name %proc.aname[2]"
          priority: INFO
        """)
        .GivenProcess("sshd")
        .When(e => e
            .Execve("/bin/bash", parent: "sshd")
            .Execve("/usr/bin/cat", parent: "bash")
            .Openat("/etc/shadow")
            .Event("read", ("fd", 3), ("data", "root:")))
        .MustRaise("Read", ("fd.name", "/etc/shadow"), ("proc.name", "cat"), ("proc.aname[2]", "sshd"), ("evt.buffer", "root:"));
}
