using System.Text;
using Falco.Core.State;

namespace Falco.Testing.Support.Procfs;

/// <summary>Compares the threads and descriptors of a picture of the host with /proc.</summary>
/// <remarks>
/// Neither stands still while it is looked at, and the picture follows events that are still under way. So both are compared several times,
/// and only differences that stay are told. To be called on the source's thread, or when the source has ended.
/// </remarks>
public sealed class ProcComparison(HostState host)
{
    // As many descriptors of a process as the picture keeps.
    private const int MaxDescriptors = 4096;

    private Dictionary<string, string> _differences = [];

    /// <summary>How often the two are compared.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The time between two comparisons.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Threads that are left alone, for instance those whose events are not sent.</summary>
    public Func<ProcThread, bool> IsIgnored { get; init; } = static _ => false;

    /// <summary>Threads of /proc in the last comparison.</summary>
    public int ComparedThreads { get; private set; }

    /// <summary>Descriptors of /proc in the last comparison.</summary>
    public int ComparedDescriptors { get; private set; }

    /// <summary>Compares.</summary>
    /// <param name="settle">Called before each comparison: delivers the events that are waiting.</param>
    /// <returns>A sentence for each difference; none if there is none.</returns>
    public IReadOnlyList<string> Run(Action? settle = null)
    {
        Dictionary<string, string>? lasting = null;
        for (int round = 0; round < Rounds && lasting is not { Count: 0 }; round++)
        {
            if (round > 0)
                Thread.Sleep(Pause);
            settle?.Invoke();
            Compare();
            lasting = lasting is null
                ? _differences
                : _differences.Where(difference => lasting.ContainsKey(difference.Key)).ToDictionary();
        }

        return [.. (lasting ?? []).Values.Order(StringComparer.Ordinal)];
    }

    // Events tell a program in memory by its name alone.
    private static string PathOf(ThreadRecord record)
    {
        string path = Text(record.ExePath);
        return path.StartsWith("memfd:", StringComparison.Ordinal) ? "/" + path : path;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private void Compare()
    {
        _differences = [];
        ComparedThreads = ComparedDescriptors = 0;
        Dictionary<long, ProcThread> threads = ProcThread.ReadAll();
        foreach (ProcThread thread in threads.Values)
        {
            if (thread.IsZombie || IsIgnored(thread))
                continue;
            ComparedThreads++;
            if (host.FindThread(thread.ThreadId) is not { } record)
                Report(thread.ThreadId, "", $"{thread.Comm} of process {thread.ProcessId} is in /proc only");
            else if (record.IsInvalid)
                Report(thread.ThreadId, "", $"{thread.Comm} of process {thread.ProcessId} is known by its id alone");
            else
                CompareThread(record, thread);
        }

        foreach (ThreadRecord record in host.Threads)
        {
            // A made-up record stays for a while, a main thread as long as others of its process live.
            if (record.IsInvalid || record.IsDead)
                continue;
            if (!threads.TryGetValue(record.ThreadId, out ProcThread? thread))
                Report(record.ThreadId, "", $"{Text(record.Comm)} of process {record.ProcessId} is in the picture only");
            else if (thread.IsZombie)
                Report(record.ThreadId, "", $"{Text(record.Comm)} of process {record.ProcessId} has ended");
        }
    }

    private void CompareThread(ThreadRecord record, ProcThread thread)
    {
        Check(thread, "process", record.ProcessId, thread.ProcessId);
        Check(thread, "user", record.UserId, thread.UserId);
        Check(thread, "group", record.GroupId, thread.GroupId);
        if (thread.ThreadId != thread.ProcessId)
            return;

        // Other threads get names by being written to /proc, as the .NET runtime names its own; no event tells that.
        Check(thread, "name", Text(record.Comm), thread.Comm);

        // Any thread of the parent process may have made this one.
        long parent = host.FindThread(record.ParentId)?.ProcessId ?? record.ParentId;
        Check(thread, "parent", parent, host.FindThread(thread.ParentId) is null ? 0 : thread.ParentId);
        if (!thread.IsNested)
            Check(thread, "session", record.SessionId, thread.SessionId);
        if (thread.ExePath.Length > 0)
            Check(thread, "executable", PathOf(record), thread.ExePath);
        if (thread.CurrentDirectory.Length > 0)
            CompareDirectory(record, thread);
        CompareDescriptors(record, thread);
    }

    private void CompareDirectory(ThreadRecord record, ProcThread thread)
    {
        string own = Text(host.CurrentDirectoryOf(record)).TrimEnd('/');
        string real = thread.CurrentDirectory.TrimEnd('/');
        if (own != real && RealPath.Of(own).TrimEnd('/') != real)
            Check(thread, "directory", own, real);
    }

    private void CompareDescriptors(ThreadRecord record, ProcThread thread)
    {
        if (ProcDescriptor.ReadAll(thread.ProcessId) is not { Count: < MaxDescriptors } descriptors
            || host.DescriptorsOf(record) is not { } table)
        {
            return;
        }

        ComparedDescriptors += descriptors.Count;
        SocketEnds sockets = new(thread.ProcessId);
        foreach (ProcDescriptor descriptor in descriptors)
        {
            string key = $"descriptor {descriptor.Number}";
            if (table.Find(descriptor.Number) is not { } own)
                Report(thread.ThreadId, key, $"{thread.Comm}: descriptor {descriptor.Number} ({descriptor.Target}) is in /proc only");
            else if (Difference(own, descriptor, sockets) is { } difference)
                Report(thread.ThreadId, key, $"{thread.Comm}: descriptor {descriptor.Number} is {own.Type} '{Text(own.Name)}' but {difference}");
        }

        HashSet<long> numbers = [.. descriptors.Select(descriptor => descriptor.Number)];
        foreach (DescriptorRecord own in table)
        {
            if (!numbers.Contains(own.Number))
                Report(thread.ThreadId, $"descriptor {own.Number}", $"{thread.Comm}: descriptor {own.Number} ({own.Type} '{Text(own.Name)}') is in the picture only");
        }
    }

    private static string? Difference(DescriptorRecord own, ProcDescriptor descriptor, SocketEnds sockets)
    {
        // Opened by a path such as /dev/fd/63, a pipe is told as a file of that name; its inode is the pipe's.
        bool isOpenedByLink = own.Type == DescriptorType.FileV2 && own.Inode != 0 && own.Inode == descriptor.Inode;
        if (!descriptor.Allows(own.Type) && !isOpenedByLink)
            return $"'{descriptor.Target}' in /proc";
        bool hasInode = own.Type is DescriptorType.FileV2 or DescriptorType.Directory or DescriptorType.Fifo;
        if (hasInode && own.Inode != 0 && descriptor.Inode != 0 && own.Inode != descriptor.Inode)
            return $"has inode {own.Inode}, not {descriptor.Inode}, '{descriptor.Target}' in /proc";
        if (own.Type == DescriptorType.FileV2 && (own.Flags & DescriptorFlags.FromTable) != 0 && own.Inode == 0)
            return "has no inode";
        return sockets.Difference(own, descriptor.Target);
    }

    private void Check<T>(ProcThread thread, string what, T own, T real)
    {
        if (!EqualityComparer<T>.Default.Equals(own, real))
            Report(thread.ThreadId, what, $"{thread.Comm}: {what} is '{own}', in /proc '{real}'");
    }

    private void Report(long threadId, string what, string text) => _differences[$"{threadId} {what}"] = $"thread {threadId}: {text}";
}
