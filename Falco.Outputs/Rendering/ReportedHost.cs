using System.Net;

namespace Falco.Outputs.Rendering;

/// <summary>The host that alerts are said to come from.</summary>
internal static class ReportedHost
{
    // Not Environment.MachineName, which ends at the first dot.
    public static string FindName() => Environment.GetEnvironmentVariable("FALCO_HOSTNAME") ?? Dns.GetHostName();
}
