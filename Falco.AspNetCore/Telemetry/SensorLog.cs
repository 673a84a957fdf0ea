using Microsoft.Extensions.Logging;

namespace Falco.AspNetCore.Telemetry;

/// <summary>What the sensor logs; event ids from 1400 on.</summary>
internal static partial class SensorLog
{
    [LoggerMessage(1400, LogLevel.Warning, "Refused by a rule: {Method} {Path}, request {RequestId}.")]
    public static partial void RequestRefused(this ILogger log, string method, string path, string requestId);
}
