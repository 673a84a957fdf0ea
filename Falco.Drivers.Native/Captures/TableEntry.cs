namespace Falco.Drivers.Native.Captures;

/// <summary>How reading one entry of a table ended.</summary>
/// <param name="Length">The bytes of the entry; may be more than were read, if a newer writer appended fields.</param>
/// <param name="Problem">What is wrong with it, or <see langword="null"/>.</param>
internal readonly record struct TableEntry(long Length, string? Problem)
{
    /// <summary>More bytes than the known fields of any entry take.</summary>
    public const int Window = 1 << 16;

    /// <summary>The end of an entry without a length of its own.</summary>
    public static TableEntry Ended(in EntryCursor cursor) => new(cursor.Consumed, cursor.Problem);

    /// <summary>The end of an entry that begins with its length; a length of zero says nothing.</summary>
    public static TableEntry Ended(in EntryCursor cursor, uint length)
    {
        if (cursor.Problem is null && length != 0 && cursor.Consumed > length)
            return new TableEntry(length, $"an entry of {length} bytes has fields of {cursor.Consumed} bytes");
        return new TableEntry(Math.Max(length, (uint)cursor.Consumed), cursor.Problem);
    }
}
