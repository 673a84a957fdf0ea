using System.Globalization;
using System.Text;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Tests.Procfs;

/// <summary>A host root in a temporary folder: what a test writes there is what the scan sees.</summary>
internal sealed class ProcTree : IDisposable
{
    public const long BootSeconds = 1_000_000_000;
    public const ulong BootTime = BootSeconds * 1_000_000_000UL;

    public ProcTree()
    {
        Root = Directory.CreateTempSubdirectory("falco-proc-").FullName;
        Write("proc/stat", $"cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\nbtime {BootSeconds}\nprocesses 7\n");
        Write("proc/meminfo", "MemTotal:        2048 kB\nMemFree:  5 kB\n");
        Write("proc/sys/kernel/pid_max", "32768\n");
        Write("proc/sys/kernel/hostname", "box.example\n");
        Write("proc/sys/kernel/osrelease", "6.1.0-test\n");
    }

    public string Root { get; }

    /// <summary>The files that were written, not those that links lead to.</summary>
    public HashSet<string> Files { get; } = [];

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public ProcTree Write(string relative, string content) => Write(relative, Encoding.UTF8.GetBytes(content));

    public ProcTree Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        File.WriteAllBytes(Path(relative), content);
        Files.Add(Path(relative));
        return this;
    }

    /// <summary>Makes a symbolic link, as a rule to nowhere.</summary>
    public ProcTree Link(string relative, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        File.Delete(Path(relative));
        File.CreateSymbolicLink(Path(relative), target);
        return this;
    }

    /// <summary>Writes all files of a process.</summary>
    public ProcTree Process(
        int pid, string comm = "sleep", string commandLine = "/bin/sleep\0" + "10\0", string exe = "/bin/sleep", int parent = 1, int threads = 1,
        string? namespaces = null, int start = 500)
    {
        string folder = $"proc/{pid}";
        Write($"{folder}/cmdline", commandLine);
        Write($"{folder}/environ", "PATH=/bin\0HOME=/root\0");
        Write($"{folder}/limits", """
            Limit                     Soft Limit           Hard Limit           Units
            Max cpu time              unlimited            unlimited            seconds
            Max open files            1024                 4096                 files

            """);
        Write($"{folder}/cgroup", "");
        Write($"{folder}/loginuid", "4294967295");
        Link($"{folder}/exe", exe);
        Link($"{folder}/cwd", "/var/tmp");
        Link($"{folder}/root", "/");
        Link($"{folder}/ns/net", "net:[4026531840]");
        Directory.CreateDirectory(Path($"{folder}/fd"));
        return Thread(folder, pid, pid, comm, parent, threads, namespaces, start);
    }

    /// <summary>Writes the files of another thread of a process.</summary>
    public ProcTree Thread(int pid, int tid, string comm) => Thread($"proc/{pid}/task/{tid}", tid, pid, comm, 1, 2, null, 700);

    /// <summary>Opens a descriptor of a process.</summary>
    public ProcTree Descriptor(int pid, int number, string target, int mountId = 25, string flags = "0100002")
    {
        Link($"proc/{pid}/fd/{number}", target);
        return Write($"proc/{pid}/fdinfo/{number}", $"pos:\t0\nflags:\t{flags}\nmnt_id:\t{mountId}\nino:\t5\n");
    }

    /// <summary>Scans the tree.</summary>
    public TableRecorder Scan(ProcScanOptions? options = null)
    {
        TableRecorder recorder = new();
        using HostScan scan = new(Root, "", options ?? ProcScanOptions.Default);
        scan.Run(recorder, null, TestContext.Current.CancellationToken);
        recorder.Statistics = scan.Statistics;
        return recorder;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private ProcTree Thread(string folder, int tid, int pid, string comm, int parent, int threads, string? namespaces, int start)
    {
        namespaces ??= $"NStgid:\t{pid}\nNSpid:\t{tid}\nNSpgid:\t{pid}\nNSsid:\t{pid}\n";
        Write($"{folder}/comm", comm + "\n");
        Write($"{folder}/status", string.Create(CultureInfo.InvariantCulture, $"""
            Name:	{comm.Replace("\n", "\\n", StringComparison.Ordinal)}
            Umask:	0022
            State:	S (sleeping)
            Tgid:	{pid}
            Pid:	{tid}
            PPid:	{parent}
            Uid:	1000	1001	1002	1003
            Gid:	100	101	102	103
            Groups:	4 24
            {namespaces.TrimEnd('\n')}
            VmSize:	    3060 kB
            VmRSS:	    1760 kB
            VmSwap:	       8 kB
            CapInh:	0000000000000001
            CapPrm:	000001fffeffffff
            CapEff:	0000000000000400

            """));
        return Write($"{folder}/stat", $"{tid} ({comm}) S {parent} {pid} 77 34816 {pid} 4194304 150 0 3 0 0 0 0 0 20 0 {threads} 0 {start} 3133440 440\n");
    }
}
