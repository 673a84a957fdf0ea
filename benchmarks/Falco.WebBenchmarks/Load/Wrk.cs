using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Falco.WebBenchmarks.Load;

/// <summary>The load generator <c>wrk</c> (Debian: <c>wrk</c>).</summary>
internal static partial class Wrk
{
    /// <summary>Sends requests for some seconds and tells how many were answered a second.</summary>
    public static async Task<double> RunAsync(Uri address, int seconds, int connections)
    {
        ProcessStartInfo start = new("wrk") { RedirectStandardOutput = true };
        foreach (string argument in (string[])["-t1", $"-c{connections}", $"-d{seconds}s", "-H", "User-Agent: Mozilla/5.0 (X11; Linux x86_64)", address.ToString()])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("wrk does not start.");
        string report = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (report.Contains("Non-2xx", StringComparison.Ordinal))
            throw new InvalidOperationException(report);
        return double.Parse(Rate().Match(report).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();
}
