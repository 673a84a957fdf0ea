namespace Falco.Drivers.Native.Captures;

/// <summary>The types of the entries of interface lists.</summary>
internal enum InterfaceType : ushort
{
    IPv4 = 1,
    IPv6 = 2,
    IPv4WithoutSpeed = 3,
    IPv6WithoutSpeed = 4,
}
