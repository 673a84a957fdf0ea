using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Writes the entries of user lists, which hold users and groups.</summary>
internal static class UserListWriter
{
    /// <summary>Appends a user.</summary>
    public static void Append(BlockBuffer block, in UserEntry user)
    {
        int start = block.StartEntry();
        block.AppendByte((byte)UserListType.User);
        block.AppendUInt32(user.UserId);
        block.AppendUInt32(user.GroupId);
        block.AppendText(user.Name, CaptureText.MaxUserText);
        block.AppendText(user.HomeDirectory, CaptureText.MaxUserText);
        block.AppendText(user.Shell, CaptureText.MaxUserText);
        block.EndEntry(start);
    }

    /// <summary>Appends a group.</summary>
    public static void Append(BlockBuffer block, in GroupEntry group)
    {
        int start = block.StartEntry();
        block.AppendByte((byte)UserListType.Group);
        block.AppendUInt32(group.GroupId);
        block.AppendText(group.Name, CaptureText.MaxUserText);
        block.EndEntry(start);
    }
}
