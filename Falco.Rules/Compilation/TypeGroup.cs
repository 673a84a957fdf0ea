using Falco.Core.Events;

namespace Falco.Rules.Compilation;

/// <summary>Types that conditions treat alike.</summary>
internal enum TypeGroup : byte
{
    /// <summary>Only <c>exists</c> applies.</summary>
    Opaque,

    /// <summary>Compared as a signed number.</summary>
    Signed,

    /// <summary>Compared as an unsigned number.</summary>
    Unsigned,

    /// <summary>Compared as a double.</summary>
    Double,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>Text, byte by byte.</summary>
    Text,

    /// <summary>Raw bytes.</summary>
    Buffer,

    /// <summary>An address.</summary>
    Address,

    /// <summary>An address that is compared with networks.</summary>
    Network,
}

/// <summary>What is known of types.</summary>
internal static class ParameterTypes
{
    /// <summary>How conditions treat a type.</summary>
    public static TypeGroup Group(this ParameterType type) => type switch
    {
        ParameterType.Int8 or ParameterType.Int16 or ParameterType.Int32 or ParameterType.Int64 or ParameterType.ErrNo
            or ParameterType.Fd or ParameterType.Pid => TypeGroup.Signed,
        ParameterType.UInt8 or ParameterType.UInt16 or ParameterType.UInt32 or ParameterType.UInt64 or ParameterType.SyscallId
            or ParameterType.SigType or ParameterType.RelTime or ParameterType.AbsTime or ParameterType.Port
            or ParameterType.Flags8 or ParameterType.Flags16 or ParameterType.Flags32 or ParameterType.EnumFlags8
            or ParameterType.EnumFlags16 or ParameterType.EnumFlags32 or ParameterType.Mode => TypeGroup.Unsigned,
        ParameterType.Double => TypeGroup.Double,
        ParameterType.Bool => TypeGroup.Bool,
        ParameterType.CharBuf or ParameterType.FsPath or ParameterType.FsRelPath => TypeGroup.Text,
        ParameterType.ByteBuf => TypeGroup.Buffer,
        ParameterType.IPv4Addr or ParameterType.IPv6Addr or ParameterType.IPAddr => TypeGroup.Address,
        ParameterType.IPv4Net or ParameterType.IPv6Net or ParameterType.IPNet => TypeGroup.Network,
        _ => TypeGroup.Opaque,
    };

    /// <summary>Whether a value of the type is held in <see cref="Core.Fields.FieldValue.Bytes"/>.</summary>
    public static bool IsBytes(this ParameterType type) => type.Group() is
        TypeGroup.Text or TypeGroup.Buffer or TypeGroup.Address or TypeGroup.Network;

    /// <summary>The bits of a number of the type.</summary>
    public static int Bits(this ParameterType type) => type switch
    {
        ParameterType.Int8 or ParameterType.UInt8 or ParameterType.SigType or ParameterType.Flags8 or ParameterType.EnumFlags8 => 8,
        ParameterType.Int16 or ParameterType.UInt16 or ParameterType.SyscallId or ParameterType.Port or ParameterType.Flags16
            or ParameterType.EnumFlags16 => 16,
        ParameterType.Int32 or ParameterType.UInt32 or ParameterType.Flags32 or ParameterType.EnumFlags32 or ParameterType.Mode
            or ParameterType.Double => 32,
        _ => 64,
    };

    /// <summary>The name of a type in messages.</summary>
    public static string DisplayName(this ParameterType type) => type switch
    {
        // The reference has no name for these.
        ParameterType.IPv6Addr or ParameterType.IPv6Net or ParameterType.Fd32 or ParameterType.Pid32 => "<NA>",
        ParameterType.CharBufPairArray => "CHARBUF_PAIR_ARRAY",
        ParameterType.Dyn => "DYNAMIC",
        _ => type.ToString().ToUpperInvariant(),
    };
}
