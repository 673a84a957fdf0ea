namespace Falco.Drivers.Native.Procfs;

/// <summary>Device numbers as the schema encodes them: minor number, low 8 bits; major number, 12 bits; minor number, the rest.</summary>
internal static class DeviceNumber
{
    public static uint Encode(uint major, uint minor) => (minor & 0xFF) | (major << 8) | ((minor & ~0xFFu) << 12);
}
