namespace Falco.Drivers.Native.Plugins.Interface;

/// <summary>What functions of a plugin return.</summary>
internal enum ReturnCode
{
    Timeout = -1,
    Success = 0,
    Failure = 1,
    End = 2,
    NotSupported = 3,
}
