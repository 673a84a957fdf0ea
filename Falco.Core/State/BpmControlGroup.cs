namespace Falco.Core.State;

/// <summary>Control groups of the BOSH process manager.</summary>
internal static class BpmControlGroup
{
    /// <summary>The name of the job.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> mark = "bpm-"u8;
        int start = path.IndexOf(mark);
        if (start < 0)
            return default;
        ReadOnlySpan<byte> name = path[(start + mark.Length)..];
        int end = name.IndexOf(".scope"u8);
        name = end < 0 ? name : name[..end];
        foreach (byte character in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'.' or (byte)'_' or (byte)'-'))
                return default;
        }

        return name;
    }
}
