using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Falco.Rules.Tests.Literals;

/// <summary>Runs the tests of the search for needles in processes that may use only some of what the processor has.</summary>
public sealed class NeedleWidthTests
{
    [Theory]
    [InlineData(256, "DOTNET_EnableAVX512")]
    [InlineData(128, "DOTNET_EnableAVX2")]
    [InlineData(0, "DOTNET_EnableHWIntrinsic")]
    public async Task Needles_are_found_with_narrower_vectors_and_with_none(int bits, string switchedOff)
    {
        if (bits == 256)
            Assert.SkipUnless(Avx2.IsSupported, "The processor has no vectors of 256 bits.");
        if (bits == 128)
            Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "The processor has no wider vectors to switch off.");

        string program = Path.Combine(AppContext.BaseDirectory, "Falco.Rules.Tests");
        ProcessStartInfo start = new(program, ["-class", typeof(NeedleSetTests).FullName!, "-noColor"]) { RedirectStandardOutput = true };
        start.Environment[switchedOff] = "0";
        start.Environment[NeedleSetTests.WidthVariable] = $"{bits}";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
        Assert.Matches("Total: [1-9][0-9]*, Errors: 0, Failed: 0, Skipped: 0", output);
    }
}
