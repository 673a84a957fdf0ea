using System.Globalization;

namespace Falco.Testing.Support.Procfs;

/// <summary>A thread as /proc shows it, read with the plain means of the class library, apart from the code under test.</summary>
public sealed record ProcThread
{
    /// <summary>The thread id.</summary>
    public required long ThreadId { get; init; }

    /// <summary>The process id.</summary>
    public required long ProcessId { get; init; }

    /// <summary>The parent process.</summary>
    public required long ParentId { get; init; }

    /// <summary>The session.</summary>
    public required long SessionId { get; init; }

    /// <summary>The effective user.</summary>
    public required uint UserId { get; init; }

    /// <summary>The effective group.</summary>
    public required uint GroupId { get; init; }

    /// <summary>The short name.</summary>
    public required string Comm { get; init; }

    /// <summary>The executable, without the remark that it was deleted; empty if it may not be read.</summary>
    public required string ExePath { get; init; }

    /// <summary>The current directory; empty if it may not be read.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>Whether the thread has ended and waits for its parent to notice.</summary>
    public required bool IsZombie { get; init; }

    /// <summary>Whether the thread lives in a pid namespace of its own.</summary>
    public required bool IsNested { get; init; }

    /// <summary>All threads of programs: those of the kernel are left out, as is what ends while it is read.</summary>
    public static Dictionary<long, ProcThread> ReadAll()
    {
        Dictionary<long, ProcThread> threads = [];
        foreach (string process in Directory.GetDirectories("/proc"))
        {
            if (!long.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                continue;
            foreach (string task in ProcText.Folders(Path.Combine(process, "task")))
            {
                if (Read(process, task) is { } thread)
                    threads[thread.ThreadId] = thread;
            }
        }

        return threads;
    }

    private static ProcThread? Read(string process, string task)
    {
        if (ProcText.Read(Path.Combine(task, "status")) is not { } status || ProcText.Read(Path.Combine(task, "stat")) is not { } stat
            || ProcText.Read(Path.Combine(task, "comm")) is not { } comm)
        {
            return null;
        }

        string exe = ProcText.LinkTarget(Path.Combine(task, "exe"));
        bool isZombie = ProcText.Field(status, "State")[0] is 'Z' or 'X';
        if (exe.Length == 0 && !isZombie && string.IsNullOrEmpty(ProcText.Read(Path.Combine(task, "cmdline"))))
            return null;

        // What has ended has no executable either; threads of the kernel are children of its thread 2.
        if (isZombie && ProcText.Field(status, "PPid") == "2")
            return null;
        return new ProcThread
        {
            ThreadId = long.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture),
            ProcessId = long.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture),
            ParentId = long.Parse(ProcText.Field(status, "PPid"), CultureInfo.InvariantCulture),
            SessionId = long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], CultureInfo.InvariantCulture),
            UserId = uint.Parse(ProcText.Field(status, "Uid").Split('\t')[1], CultureInfo.InvariantCulture),
            GroupId = uint.Parse(ProcText.Field(status, "Gid").Split('\t')[1], CultureInfo.InvariantCulture),
            Comm = comm.EndsWith('\n') ? comm[..^1] : comm,
            ExePath = ProcText.WithoutDeleted(exe),
            CurrentDirectory = ProcText.LinkTarget(Path.Combine(task, "cwd")),
            IsZombie = isZombie,
            IsNested = ProcText.Field(status, "NSpid").Contains('\t', StringComparison.Ordinal),
        };
    }
}
