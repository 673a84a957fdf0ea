namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads <c>limits</c>. Unlike prlimit(2) it means the right process in every pid namespace.</summary>
internal static class ResourceLimits
{
    private static ReadOnlySpan<byte> DescriptorLine => "Max open files"u8;

    /// <summary>The limit of open descriptors in force; -1 if there is none, or if it is not known.</summary>
    public static long FindDescriptorLimit(ReadOnlySpan<byte> limits)
    {
        int start = limits.IndexOf(DescriptorLine);
        if (start < 0)
            return -1;
        FieldCursor fields = new(limits[(start + DescriptorLine.Length)..]);
        return fields.TryTakeInt64(out long limit) ? limit : -1;
    }
}
