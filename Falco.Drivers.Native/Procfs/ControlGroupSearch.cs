using System.Globalization;
using System.Text;

namespace Falco.Drivers.Native.Procfs;

/// <summary>
/// Finds the control group of this process in the host's hierarchy: in a control group namespace /proc tells only that it is the root.
/// </summary>
internal static class ControlGroupSearch
{
    // A host with more groups than these goes without; the search would take longer than the scan.
    private const int MaxGroups = 65_536;

    /// <summary>Whether this process lives in another control group namespace than the host's first one.</summary>
    public static bool IsInNamespace(ProcDirectory proc)
    {
        Span<byte> own = stackalloc byte[64];
        Span<byte> first = stackalloc byte[64];
        int ownLength = proc.ReadLink("self/ns/cgroup"u8, own);
        int firstLength = proc.ReadLink("1/ns/cgroup"u8, first);
        return ownLength > 0 && firstLength > 0 && !own[..ownLength].SequenceEqual(first[..firstLength]);
    }

    /// <summary>Searches a hierarchy.</summary>
    /// <returns>The path of the group, empty for the root; <see langword="null"/> if it is not found.</returns>
    public static byte[]? Find(ControlGroupMount mount)
    {
        byte[] processId = Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        using LineReader lines = new(4 * 1024);
        using DirectoryLister lister = new();
        Queue<byte[]> pending = new([[]]);
        for (int visited = 0; visited < MaxGroups && pending.TryDequeue(out byte[]? group); visited++)
        {
            byte[] path = [.. mount.Path, .. group];
            if (ProcDirectory.TryOpenPath(path, out ProcDirectory directory) < 0)
                continue;
            using (directory)
            {
                if (Holds(directory, processId, lines))
                    return group;
                if (lister.Open(directory, "."u8) < 0)
                    continue;
                while (lister.TryNext(out ReadOnlySpan<byte> name))
                {
                    if (lister.IsDirectory && name[0] != (byte)'.')
                        pending.Enqueue([.. group, (byte)'/', .. name]);
                }
            }
        }

        return null;
    }

    private static bool Holds(ProcDirectory group, ReadOnlySpan<byte> processId, LineReader lines)
    {
        if (lines.Open(group, "cgroup.procs"u8) < 0)
            return false;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (line.SequenceEqual(processId))
                return true;
        }

        return false;
    }
}
