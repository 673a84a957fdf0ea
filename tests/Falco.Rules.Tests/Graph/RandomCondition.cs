using CsCheck;

namespace Falco.Rules.Tests.Graph;

/// <summary>Random conditions over fields of every scope.</summary>
internal static class RandomCondition
{
    private static readonly string[] Checks =
    [
        "proc.name = bash", "proc.name in (sh, bash, cat, ls, python3)", "proc.name != sh", "proc.name startswith anyof (b, p)",
        "proc.name regex '[a-c].*'", "proc.name glob '*a*'", "proc.pname = bash", "proc.pname in (sh, make, bash)", "proc.aname[2] = bash",
        "proc.aname = bash", "proc.aname in (bash, make, sshd)", "proc.aname != sh", "proc.apid = 1", "proc.sname = bash",
        "proc.cmdline contains -c", "proc.args exists", "proc.exepath pmatch (/usr, /opt)", "proc.exe endswith sh", "proc.tty != 0",
        "proc.cwd startswith /tmp", "proc.vpid > 1", "proc.duration < 1000000000", "proc.pid = 1", "proc.is_exe_upper_layer = true",
        "proc.env contains PATH", "proc.fdopencount > 4", "proc.nthreads > 1", "thread.tid > 100", "thread.ismain = true",
        "user.uid = 0", "user.name = root", "group.gid = 0", "user.loginuid = -1", "container.id = host", "container.id != host",
        "fd.name startswith /etc", "fd.name contains lib", "fd.name in (/etc/passwd, /etc/shadow, /dev/null)", "fd.name != /dev/null",
        "fd.name glob '*/lib*'", "fd.name icontains LIB", "fd.name pmatch (/usr/lib, /etc)", "fd.name exists", "fd.nameraw contains ..",
        "fd.directory in (/etc, /tmp, /usr/lib)", "fd.filename endswith .so", "fd.typechar = 'f'", "fd.type in (ipv4, ipv6, unix)",
        "fd.name startswith anyof (/etc, /usr, /dev, /proc, /tmp, /var/l)", "fd.name startswith /et", "fd.name endswith anyof (.so, ll, passwd, x)",
        "fd.name contains anyof (lib, null, \"..\", passwd, proc)", "fd.name contains etc", "fd.name contains /", "fd.name icontains anyof (LIB, eTc)",
        "fd.name pmatch (/usr/lib/x86_64-linux-gnu, /dev, /pro[bc], /tmp/*/x, /etc/ld.so.cache, /lib)", "fd.name pmatch (/etc/*)",
        "evt.buffer contains anyof (ELF, a, e, root)", "evt.buffer bcontains anyof (7f45, 0a0a, 0000)", "evt.buffer bstartswith anyof (7f, 0a, 23)",
        "fd.num >= 0", "fd.num = -1", "fd.port = 80", "fd.port != 80", "fd.ip = 127.0.0.1", "fd.ip != 127.0.0.1", "fd.sip = 127.0.0.1",
        "fd.snet in (127.0.0.0/8)", "fd.net = 10.0.0.0/8", "fd.sport > 1024", "fd.l4proto = tcp", "fd.is_server = true", "fd.dev > 0",
        "evt.type in (openat, execve, close)", "evt.type = read", "evt.type != write", "evt.type exists", "evt.is_open_read = true",
        "evt.is_open_write = true", "evt.res = SUCCESS", "evt.res startswith E", "evt.failed = true", "evt.rawres < 0", "evt.num = 0",
        "evt.num > 100", "evt.dir = <", "evt.cpu = 0", "evt.category = file", "evt.is_wait = true", "evt.arg.flags contains O_RDONLY",
        "evt.arg[0] exists", "evt.rawarg.res >= 0", "evt.rawarg.dev = 0", "evt.rawarg.dev != 0",
        "evt.rawarg.data in (abc, a)", "evt.rawarg.name startswith /etc", "evt.info contains a", "evt.is_io = true", "evt.buflen > 10", "syscall.type = openat",
        "fs.path.name contains tmp", "fs.path.source exists", "fs.path.target startswith /tmp", "fd.name = val(fs.path.name)",
        "toupper(proc.name) = BASH", "basename(fd.name) = passwd", "len(proc.args) > 10", "proc.name = val(proc.pname)",
        "tolower(proc.pname) in (bash, sh)", "concat(proc.name, proc.pname) = bashbash", "fd.types intersects (file, ipv4)",
    ];

    public static Gen<string> Gen { get; } = OfDepth(4);

    private static Gen<string> OfDepth(int depth)
    {
        Gen<string> check = CsCheck.Gen.OneOfConst(Checks);
        if (depth == 0)
            return check;
        Gen<string> part = OfDepth(depth - 1);
        Gen<string> and = part.List[2, 4].Select(parts => $"({string.Join(" and ", parts)})");
        Gen<string> or = part.List[2, 4].Select(parts => $"({string.Join(" or ", parts)})");
        return CsCheck.Gen.OneOf(check, and, or, part.Select(inner => $"not ({inner})"));
    }
}
