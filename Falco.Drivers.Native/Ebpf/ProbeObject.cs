using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The object file of the probe that is embedded for this architecture, checked for its versions.</summary>
internal static class ProbeObject
{
    /// <summary>The version of the interface between driver and engine (<c>libs.md</c> §1.7): major, minor, patch.</summary>
    public static readonly Version ApiVersion = new(10, 1, 0);

    /// <summary>The version of the event schema that the probe encodes.</summary>
    public static readonly Version SchemaVersion = new(4, 5, 1);

    /// <exception cref="EbpfException">There is no probe for this architecture, or it is of another version.</exception>
    public static EbpfObject Open() => Check(EbpfObject.Open(Read(RuntimeInformation.ProcessArchitecture), "the probe"));

    /// <summary>Refuses an object whose interface differs in the major version or is older.</summary>
    public static EbpfObject Check(EbpfObject probe)
    {
        Check(probe, "api_version", ApiVersion, "interface");
        Check(probe, "schema_version", SchemaVersion, "event schema");
        return probe;
    }

    /// <summary>The embedded file.</summary>
    public static byte[] Read(Architecture architecture)
    {
        string suffix = architecture switch
        {
            Architecture.X64 => "x86_64",
            Architecture.Arm64 => "arm64",
            _ => throw new EbpfException(EbpfFault.KernelTooOld, $"there is no probe for {architecture}", "x86-64 and arm64 are supported"),
        };
        using Stream resource = typeof(ProbeObject).Assembly.GetManifestResourceStream($"probe.{suffix}.bpf.o")!;
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    // Packed as everywhere in the interface: patch 24 bits, minor 20, major 19.
    private static void Check(EbpfObject probe, string variable, Version wanted, string what)
    {
        Span<byte> value = probe.Value(variable);
        if (value.Length != sizeof(ulong))
            throw Malformed.Because($"{probe.Name}: the variable '{variable}' has {value.Length} bytes");
        ulong packed = BinaryPrimitives.ReadUInt64LittleEndian(value);
        Version found = new((int)(packed >> 44 & 0x7FFFF), (int)(packed >> 24 & 0xFFFFF), (int)(packed & 0xFFFFFF));
        if (found.Major != wanted.Major || found < wanted)
        {
            throw new EbpfException(
                EbpfFault.VersionMismatch,
                string.Create(CultureInfo.InvariantCulture, $"{probe.Name} has version {found} of the {what}, {wanted} is needed"),
                "probe and library must come from one release");
        }
    }
}
