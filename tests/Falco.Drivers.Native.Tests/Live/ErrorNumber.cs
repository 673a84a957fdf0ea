namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Why calls fail (errno.h).</summary>
internal static class ErrorNumber
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int BadDescriptor = 9;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int BadAddress = 14;
    public const int NotBlockDevice = 15;
    public const int Exists = 17;
    public const int NotDirectory = 20;
    public const int Invalid = 22;
    public const int NoTerminal = 25;
    public const int IllegalSeek = 29;
    public const int OutOfRange = 34;
    public const int NameTooLong = 36;
    public const int NotImplemented = 38;
    public const int NotEmpty = 39;
    public const int NotSocket = 88;
    public const int NoProtocolOption = 92;
    public const int NotSupported = 95;
    public const int NotConnected = 107;
    public const int ConnectionRefused = 111;
    public const int InProgress = 115;
    public const int Stale = 116;
}
