namespace Falco.Drivers.Native.Captures;

/// <summary>Where the description of the machine holds what.</summary>
internal static class MachineInfoLayout
{
    /// <summary>The bytes of the description; what follows the boot time is reserved.</summary>
    public const int Size = 180;

    public const int CpuCount = 0;
    public const int MemorySize = 4;
    public const int MaxProcessId = 12;
    public const int HostName = 20;
    public const int HostNameSize = 128;
    public const int BootTime = HostName + HostNameSize;
}
