using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Core.Tests.Fields;

public sealed class FlagTextTests
{
    [Theory]
    [InlineData("file_flags", ParameterType.Flags32, 0x1001u, "O_RDONLY|O_CLOEXEC")]
    [InlineData("file_flags", ParameterType.Flags32, 7u, "O_CREAT|O_RDWR")]
    [InlineData("file_flags", ParameterType.Flags32, 0u, "O_NONE")]
    [InlineData("file_flags", ParameterType.Flags32, 0x8000_0000u, "")]
    [InlineData("file_flags", ParameterType.Flags32, 0x8000_0001u, "O_RDONLY")]
    [InlineData("clone_flags", ParameterType.Flags32, 0u, "")]
    [InlineData("futex_operations", ParameterType.Flags16, 129u, "FUTEX_PRIVATE_FLAG|FUTEX_WAKE")]
    [InlineData("access_flags", ParameterType.Flags32, 0u, "F_OK")]
    [InlineData("access_flags", ParameterType.Flags32, 6u, "R_OK|W_OK")]
    [InlineData("chmod_mode", ParameterType.Mode, 0x1A4u, "S_IROTH|S_IRGRP|S_IWUSR|S_IRUSR")]
    [InlineData("chmod_mode", ParameterType.Mode, 0x100u, "S_IRUSR")]
    [InlineData("mknod_mode", ParameterType.Mode, 0x1180u, "S_IWUSR|S_IRUSR|S_IFIFO")]
    [InlineData("mknod_mode", ParameterType.Mode, 0u, "")]
    [InlineData("socket_families", ParameterType.EnumFlags8, 1u, "AF_LOCAL|AF_UNIX")]
    [InlineData("socket_families", ParameterType.EnumFlags8, 16u, "AF_ROUTE|AF_NETLINK")]
    [InlineData("socket_families", ParameterType.EnumFlags8, 0u, "AF_UNSPEC")]
    [InlineData("socket_families", ParameterType.EnumFlags8, 3u, "AF_AX25")]
    [InlineData("socket_families", ParameterType.EnumFlags8, 200u, "")]
    public void A_value_is_named(string table, ParameterType type, uint value, string expected)
    {
        Utf8Composer text = new(new FieldScratch());
        FlagText.Append(EventSchema.FindFlagTable(table)!, type, value, ref text);

        Assert.Equal(expected, Encoding.UTF8.GetString(text.Finish()));
    }
}
