namespace Falco.Drivers.Native.Procfs;

/// <summary>Error numbers of the kernel that make a difference here.</summary>
internal static class ErrorNumber
{
    public const int NotPermitted = 1;
    public const int NoSuchFile = 2;
    public const int NoSuchProcess = 3;
    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int NameTooLong = 36;

    /// <summary>Whether a result says that its process no longer exists.</summary>
    public static bool IsGone(int result) => result is -NoSuchFile or -NoSuchProcess;

    /// <summary>Whether a result says that the reader lacks a privilege.</summary>
    public static bool IsDenied(int result) => result is -AccessDenied or -NotPermitted;
}
