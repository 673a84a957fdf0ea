namespace Falco.Drivers.Native.Linux;

/// <summary>The kernel's error numbers that are told apart; the same on x86-64 and arm64.</summary>
internal static class ErrorNumber
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int NoSuchProcess = 3;
    public const int Interrupted = 4;
    public const int TooBig = 7;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int Invalid = 22;
    public const int NoSpace = 28;
    public const int NameTooLong = 36;
    public const int NoSystemCall = 38;

    /// <summary>Whether the result of a call, a negated error number, says that its process no longer exists.</summary>
    public static bool IsGone(int result) => result is -NoEntry or -NoSuchProcess;

    /// <summary>Whether the result of a call, a negated error number, says that the caller lacks a privilege.</summary>
    public static bool IsDenied(int result) => result is -AccessDenied or -NotPermitted;
}
