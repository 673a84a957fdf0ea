using Falco.Core.Streams;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads the users and groups of the host from its own files; directory services are not asked.</summary>
internal static class UserScan
{
    /// <summary>Delivers users and groups; files that are not there have none.</summary>
    public static void Run(HostRoot root, IHostTableObserver tables)
    {
        if (root.TryOpen("/etc"u8, out ProcDirectory folder) < 0)
            return;
        using (folder)
        {
            using LineReader lines = new(64 * 1024);
            if (lines.Open(folder, "passwd"u8) >= 0)
            {
                while (lines.TryRead(out ReadOnlySpan<byte> line))
                    ReadUser(line, tables);
            }

            if (lines.Open(folder, "group"u8) >= 0)
            {
                while (lines.TryRead(out ReadOnlySpan<byte> line))
                    ReadGroup(line, tables);
            }
        }
    }

    /// <summary>A line is <c>name:password:user:group:comment:home:shell</c>.</summary>
    private static void ReadUser(ReadOnlySpan<byte> line, IHostTableObserver tables)
    {
        Span<Range> parts = stackalloc Range[8];
        if (!IsEntry(line) || Split(line, parts) != 7 || !TryParseId(line[parts[2]], out uint user)
            || !TryParseId(line[parts[3]], out uint group))
        {
            return;
        }

        tables.OnUser(new UserEntry
        {
            UserId = user,
            GroupId = group,
            Name = line[parts[0]],
            HomeDirectory = line[parts[5]],
            Shell = line[parts[6]],
        });
    }

    /// <summary>A line is <c>name:password:group:members</c>.</summary>
    private static void ReadGroup(ReadOnlySpan<byte> line, IHostTableObserver tables)
    {
        Span<Range> parts = stackalloc Range[4];
        if (IsEntry(line) && Split(line, parts) >= 3 && TryParseId(line[parts[2]], out uint group))
            tables.OnGroup(new GroupEntry { GroupId = group, Name = line[parts[0]] });
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> parts)
    {
        int count = 0;
        foreach (Range part in line.Split((byte)':'))
        {
            if (count == parts.Length)
                break;
            parts[count++] = part;
        }

        return count;
    }

    // Comments, and references to directory services, are no entries.
    private static bool IsEntry(ReadOnlySpan<byte> line) => !line.IsEmpty && line[0] is not ((byte)'#' or (byte)'+' or (byte)'-' or (byte)':');

    private static bool TryParseId(ReadOnlySpan<byte> digits, out uint id)
    {
        bool isNumber = FieldCursor.TryParse(digits, out ulong number) && number <= uint.MaxValue;
        id = (uint)number;
        return isNumber;
    }
}
