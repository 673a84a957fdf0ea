using System.Text;

namespace Falco.Drivers.Native.Procfs;

/// <summary>A mounted hierarchy of control groups.</summary>
/// <param name="IsUnified">Whether it is the one of version 2.</param>
/// <param name="Options">The options, which name the subsystems of a hierarchy of version 1.</param>
/// <param name="Path">Where this process reaches it.</param>
internal sealed record ControlGroupMount(bool IsUnified, string Options, byte[] Path)
{
    /// <summary>Lists the hierarchies that the host's first process sees, in the order of mounting.</summary>
    public static List<ControlGroupMount> List(HostRoot root, ProcDirectory proc)
    {
        List<ControlGroupMount> mounts = [];
        using LineReader lines = new(8 * 1024);
        if (lines.Open(proc, "1/mounts"u8) < 0)
            return mounts;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            FieldCursor fields = new(line);
            fields.Skip(1);
            byte[] folder = Unescape(fields.Take());
            ReadOnlySpan<byte> type = fields.Take();
            bool isUnified = type.SequenceEqual("cgroup2"u8);
            if (!isUnified && !type.SequenceEqual("cgroup"u8))
                continue;
            if (FindPath(root, folder) is { } path)
                mounts.Add(new ControlGroupMount(isUnified, Encoding.UTF8.GetString(fields.Take()), path));
        }

        return mounts;
    }

    /// <summary>Whether the hierarchy has a subsystem, as <c>/proc/*/cgroup</c> writes it.</summary>
    public bool Has(ReadOnlySpan<byte> subsystems)
    {
        string first = Encoding.UTF8.GetString(subsystems).Split(',')[0];
        return !IsUnified && Options.Split(',').Contains(first);
    }

    /// <summary>
    /// The host's own view of its file system passes by the namespaces of this process, but looking through the first process's root asks
    /// for a privilege that nothing else does.
    /// </summary>
    private static byte[]? FindPath(HostRoot root, ReadOnlySpan<byte> folder)
    {
        byte[] throughInit = [.. root.Path, .. "/proc/1/root"u8, .. folder];
        if (IsOpen(throughInit))
            return throughInit;
        byte[] direct = [.. root.Path, .. folder];
        return IsOpen(direct) ? direct : null;
    }

    private static bool IsOpen(byte[] path)
    {
        if (ProcDirectory.TryOpenPath(path, out ProcDirectory directory) < 0)
            return false;
        directory.Dispose();
        return true;
    }

    /// <summary>Blanks, tabs, line ends and backslashes are written as a backslash and three octal digits.</summary>
    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        byte[] plain = new byte[text.Length];
        int length = 0;
        for (int at = 0; at < text.Length; at++)
        {
            byte next = text[at];
            if (next == (byte)'\\' && at + 3 < text.Length)
            {
                next = (byte)(((text[at + 1] - '0') << 6) | ((text[at + 2] - '0') << 3) | (text[at + 3] - '0'));
                at += 3;
            }

            plain[length++] = next;
        }

        return plain.AsSpan(0, length).ToArray();
    }
}
