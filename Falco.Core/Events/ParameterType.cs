namespace Falco.Core.Events;

/// <summary>The type of an event parameter, and of a field. The codes are those of captures and of the plugin interface.</summary>
/// <remarks>Sizes are bytes on the wire; numbers are little-endian; "variable" parameters have 0 to 65,535 bytes.</remarks>
public enum ParameterType : byte
{
    /// <summary>Not in use.</summary>
    None = 0,

    /// <summary>1 byte, signed.</summary>
    Int8 = 1,

    /// <summary>2 bytes, signed.</summary>
    Int16 = 2,

    /// <summary>4 bytes, signed.</summary>
    Int32 = 3,

    /// <summary>8 bytes, signed.</summary>
    Int64 = 4,

    /// <summary>1 byte, unsigned.</summary>
    UInt8 = 5,

    /// <summary>2 bytes, unsigned.</summary>
    UInt16 = 6,

    /// <summary>4 bytes, unsigned.</summary>
    UInt32 = 7,

    /// <summary>8 bytes, unsigned.</summary>
    UInt64 = 8,

    /// <summary>Variable: text ended by a NUL, which is counted.</summary>
    CharBuf = 9,

    /// <summary>Variable: raw bytes, or a run of NUL-ended strings (arguments, environment, control groups).</summary>
    ByteBuf = 10,

    /// <summary>8 bytes, signed: a return value; negative is an error number.</summary>
    ErrNo = 11,

    /// <summary>Variable: a family byte and an address.</summary>
    SockAddr = 12,

    /// <summary>Variable: a family byte, a source and a destination.</summary>
    SockTuple = 13,

    /// <summary>8 bytes, signed: a file descriptor; -100 is the current directory.</summary>
    Fd = 14,

    /// <summary>8 bytes, signed: a process or thread id.</summary>
    Pid = 15,

    /// <summary>Variable: a 16-bit count, then that many pairs of a 64-bit descriptor and 16 poll flags.</summary>
    FdList = 16,

    /// <summary>Variable: a path as passed, ended by a NUL.</summary>
    FsPath = 17,

    /// <summary>2 bytes: a system call code (not the native number).</summary>
    SyscallId = 18,

    /// <summary>1 byte: a signal number.</summary>
    SigType = 19,

    /// <summary>8 bytes: nanoseconds.</summary>
    RelTime = 20,

    /// <summary>8 bytes: nanoseconds since the Unix epoch.</summary>
    AbsTime = 21,

    /// <summary>2 bytes, host order.</summary>
    Port = 22,

    /// <summary>1 byte: a layer-4 protocol.</summary>
    L4Proto = 23,

    /// <summary>1 byte: an address family.</summary>
    SockFamily = 24,

    /// <summary>4 bytes: 0 or 1.</summary>
    Bool = 25,

    /// <summary>4 bytes, network order.</summary>
    IPv4Addr = 26,

    /// <summary>Variable: a selector byte, then a value of the type that the parameter's dynamic table gives for it.</summary>
    Dyn = 27,

    /// <summary>1 byte: a bit set.</summary>
    Flags8 = 28,

    /// <summary>2 bytes: a bit set.</summary>
    Flags16 = 29,

    /// <summary>4 bytes: a bit set.</summary>
    Flags32 = 30,

    /// <summary>4 bytes: a user id; all ones means none.</summary>
    Uid = 31,

    /// <summary>4 bytes: a group id; all ones means none.</summary>
    Gid = 32,

    /// <summary>8 bytes: an IEEE double (fields only).</summary>
    Double = 33,

    /// <summary>4 bytes: the low half of a signal set; bit k is signal k + 1.</summary>
    SigSet = 34,

    /// <summary>Variable: NUL-ended strings.</summary>
    CharBufArray = 35,

    /// <summary>Not on the wire.</summary>
    CharBufPairArray = 36,

    /// <summary>An IPv4 network (constants only).</summary>
    IPv4Net = 37,

    /// <summary>16 bytes, network order.</summary>
    IPv6Addr = 38,

    /// <summary>An IPv6 network (constants only).</summary>
    IPv6Net = 39,

    /// <summary>4 or 16 bytes: the length selects the family.</summary>
    IPAddr = 40,

    /// <summary>4 or 16 bytes: an address that is compared with networks.</summary>
    IPNet = 41,

    /// <summary>4 bytes: file mode bits of the schema (not the kernel's).</summary>
    Mode = 42,

    /// <summary>Variable: a path relative to the directory descriptor in another parameter.</summary>
    FsRelPath = 43,

    /// <summary>1 byte: one value of a table.</summary>
    EnumFlags8 = 44,

    /// <summary>2 bytes: one value of a table.</summary>
    EnumFlags16 = 45,

    /// <summary>4 bytes: one value of a table.</summary>
    EnumFlags32 = 46,

    /// <summary>4 bytes, signed: a file descriptor.</summary>
    Fd32 = 47,

    /// <summary>4 bytes, signed: a process or thread id.</summary>
    Pid32 = 48,
}
