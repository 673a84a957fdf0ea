namespace Falco.Core.State;

/// <summary>Brings control groups into the form in which they are kept: subsystems by the names of control groups v1.</summary>
internal static class ControlGroupText
{
    private static ReadOnlySpan<byte> Suffix => "_cgroup"u8;

    /// <summary>Rewrites a run of <c>subsystem=path</c> strings.</summary>
    /// <returns>The run, each string ended by a NUL; <see langword="null"/> if one lacks its equals sign.</returns>
    public static byte[]? Normalise(ReadOnlySpan<byte> strings)
    {
        if (strings is [.., 0])
            strings = strings[..^1];
        if (strings.IsEmpty)
            return [];
        List<byte> result = new(strings.Length + 16);
        bool isLast = false;
        while (!isLast)
        {
            int end = strings.IndexOf((byte)0);
            isLast = end < 0;
            ReadOnlySpan<byte> entry = isLast ? strings : strings[..end];
            strings = isLast ? default : strings[(end + 1)..];
            int equals = entry.IndexOf((byte)'=');
            if (equals < 0)
                return null;
            AppendSubsystem(result, entry[..equals]);
            result.AddRange(entry[equals..]);
            result.Add(0);
        }

        return [.. result];
    }

    private static void AppendSubsystem(List<byte> result, ReadOnlySpan<byte> name)
    {
        int suffix = name.IndexOf(Suffix);
        if (suffix >= 0)
        {
            byte[] cut = [.. name[..suffix], .. name[(suffix + Suffix.Length)..]];
            name = cut;
        }

        if (name.SequenceEqual("perf"u8))
            name = "perf_event"u8;
        else if (name.SequenceEqual("mem"u8))
            name = "memory"u8;
        else if (name.SequenceEqual("io"u8))
            name = "blkio"u8;
        result.AddRange(name);
    }
}
