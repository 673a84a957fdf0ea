using System.Diagnostics;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Debian's sysdig, a reader of captures that is not ours.</summary>
internal static class Sysdig
{
    private const string AbsentReason = "sysdig absent (apt-get install sysdig)";

    /// <summary>Prints the events of a capture, one line each; skips the running test where there is no sysdig.</summary>
    /// <param name="capture">The path of the capture.</param>
    /// <param name="format">What to print of an event.</param>
    public static async Task<string[]> PrintAsync(string capture, string format)
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "sysdig")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, AbsentReason);
        CancellationToken stop = TestContext.Current.CancellationToken;
        ProcessStartInfo start = new(program!, ["-r", capture, "-p", format]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(stop), errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
