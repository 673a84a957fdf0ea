using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Reads the entries of user lists, which hold users and groups.</summary>
internal static class UserListReader
{
    /// <summary>Reads one entry and delivers it, unless something is wrong with it.</summary>
    public static TableEntry Read(ReadOnlySpan<byte> bytes, int version, IHostTableObserver tables)
    {
        EntryCursor cursor = new(bytes);
        uint length = version >= 2 ? cursor.ReadUInt32() : 0;
        return (UserListType)cursor.ReadByte() == UserListType.User
            ? ReadUser(ref cursor, length, tables)
            : ReadGroup(ref cursor, length, tables);
    }

    private static TableEntry ReadUser(scoped ref EntryCursor cursor, uint length, IHostTableObserver tables)
    {
        UserEntry user = new()
        {
            UserId = cursor.ReadUInt32(),
            GroupId = cursor.ReadUInt32(),
            Name = cursor.ReadText(CaptureText.MaxUserText, "the name of a user"),
            HomeDirectory = cursor.ReadText(CaptureText.MaxUserText, "the home directory of a user"),
            Shell = cursor.ReadText(CaptureText.MaxUserText, "the shell of a user"),
        };
        TableEntry entry = TableEntry.Ended(in cursor, length);
        if (entry.Problem is null)
            tables.OnUser(in user);
        return entry;
    }

    private static TableEntry ReadGroup(scoped ref EntryCursor cursor, uint length, IHostTableObserver tables)
    {
        GroupEntry group = new()
        {
            GroupId = cursor.ReadUInt32(),
            Name = cursor.ReadText(CaptureText.MaxUserText, "the name of a group"),
        };
        TableEntry entry = TableEntry.Ended(in cursor, length);
        if (entry.Problem is null)
            tables.OnGroup(in group);
        return entry;
    }
}
