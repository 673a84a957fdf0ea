using Falco.Drivers.Native.Ebpf.Loading;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>The small objects that <c>Fixtures/build.sh</c> builds.</summary>
internal static class Fixture
{
    public static string Folder { get; } = System.IO.Path.Combine(Repository.Root, "tests", "Falco.Drivers.Native.Tests", "Ebpf");

    public static string Path(string name) => System.IO.Path.Combine(Folder, "Fixtures", $"{name}.o");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    public static EbpfObject Open(string name) => EbpfObject.Open(Bytes(name), name);

    /// <summary>The types that stand for a kernel's.</summary>
    public static ReadOnlyMemory<byte> KernelBytes() => ElfObject.Parse(Bytes("kernel"), "kernel").Find(".BTF")!.Bytes.Memory;

    public static KernelTypes Kernel() => new(Btf.Parse(KernelBytes(), "kernel"));
}
