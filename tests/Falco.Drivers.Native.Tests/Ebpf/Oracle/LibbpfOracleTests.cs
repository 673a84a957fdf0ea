namespace Falco.Drivers.Native.Tests.Ebpf.Oracle;

[Collection(nameof(LiveKernel))]
public sealed class LibbpfOracleTests
{
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
}
