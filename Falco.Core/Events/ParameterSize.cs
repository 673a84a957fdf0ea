namespace Falco.Core.Events;

/// <summary>The sizes of parameters on the wire.</summary>
internal static class ParameterSize
{
    /// <summary>The bytes that every value of a type has, or <see langword="null"/> if they vary.</summary>
    public static int? FixedOf(ParameterType type) => type switch
    {
        ParameterType.Int8 or ParameterType.UInt8 or ParameterType.Flags8 or ParameterType.EnumFlags8 or ParameterType.SigType
            or ParameterType.L4Proto or ParameterType.SockFamily => 1,
        ParameterType.Int16 or ParameterType.UInt16 or ParameterType.Flags16 or ParameterType.EnumFlags16 or ParameterType.SyscallId
            or ParameterType.Port => 2,
        ParameterType.Int32 or ParameterType.UInt32 or ParameterType.Flags32 or ParameterType.EnumFlags32 or ParameterType.Uid
            or ParameterType.Gid or ParameterType.Mode or ParameterType.SigSet or ParameterType.Fd32 or ParameterType.Pid32
            or ParameterType.Bool or ParameterType.IPv4Addr => 4,
        ParameterType.Int64 or ParameterType.UInt64 or ParameterType.RelTime or ParameterType.AbsTime or ParameterType.ErrNo
            or ParameterType.Fd or ParameterType.Pid or ParameterType.Double => 8,
        ParameterType.IPv6Addr => 16,
        _ => null,
    };
}
