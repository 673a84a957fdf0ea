using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf.Loading;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Ebpf.Oracle;

[Collection(nameof(LiveKernel))]
public sealed class LibbpfOracleTests
{
    private static string ProbeFile => RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? "probe.arm64.bpf.o"
        : "probe.x86_64.bpf.o";

    [Theory]
    [InlineData("calls", null)]
    [InlineData("maps", null)]
    [InlineData("kernel-reads", new[] { "observe", "tasks", "files", "sleepable" })]
    public void Programs_are_what_libbpf_makes_of_them(string name, string[]? programs) =>
        Assert.InRange(LibbpfOracle.Compare(Fixture.Path(name), LiveKernel.Require(), programs: programs), 2, int.MaxValue);

    [Fact]
    public void Programs_are_what_libbpf_makes_of_them_for_another_kernel()
    {
        LiveKernel.Require();
        string types = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(types, Fixture.KernelBytes().ToArray());
            string[] programs = ["offsets", "sizes", "existence", "values", "bit_fields", "widths", "unsafe_width", "dead_code", "agreed"];

            Assert.Equal(programs.Length, LibbpfOracle.Compare(Fixture.Path("core"), Fixture.Kernel(), types, programs));
        }
        finally
        {
            File.Delete(types);
        }
    }

    // An array of programs takes programs of one kind, so those with and without types are loaded apart.
    [Theory]
    [InlineData(false, 100)]
    [InlineData(true, 2)]
    public void The_probe_is_what_libbpf_makes_of_it(bool isRaw, int least)
    {
        KernelTypes kernel = LiveKernel.Require();
        string path = Path.Combine(Repository.Root, "Falco.Drivers.Native", "Ebpf", "probe", ProbeFile);
        EbpfObject probe = EbpfObject.Open(File.ReadAllBytes(path), "probe");
        string[] programs = [.. probe.Programs
            .Where(program => program.Attachment.Kind == AttachmentKind.RawTracepoint == isRaw)
            .Select(program => program.Name)];

        Assert.InRange(LibbpfOracle.Compare(path, kernel, programs: programs), least, int.MaxValue);
    }
}
